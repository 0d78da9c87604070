# Installs the bot into /opt/bot with the extras $2, for the target $1 of the Dockerfile: with a file
# of hashes only what has them, else the versions of constraints.txt.
set -eu
pip="/opt/bot/bin/pip install --no-cache-dir"
if [ -f "requirements-$1.lock" ]; then
    $pip --require-hashes -r "requirements-$1.lock"
    $pip --no-deps .
else
    $pip -c constraints.txt ".[$2]"
fi
