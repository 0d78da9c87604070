-- A journal as revision 0001 wrote it, with two questions, a key and a deed.  Never to be changed.
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO alembic_version VALUES('0001');
CREATE TABLE questions (
	id CHAR(32) NOT NULL,
	time DATETIME NOT NULL,
	channel VARCHAR(16) NOT NULL,
	outcome VARCHAR(32) NOT NULL,
	report VARCHAR(255),
	paragraph INTEGER,
	score DOUBLE,
	margin DOUBLE,
	milliseconds DOUBLE NOT NULL,
	feedback VARCHAR(8),
	text TEXT,
	asker VARCHAR(32),
	answer VARCHAR(32),
	CONSTRAINT pk_questions PRIMARY KEY (id)
);
CREATE INDEX ix_questions_time ON questions (time);
CREATE INDEX ix_questions_asker ON questions (asker);
CREATE INDEX ix_questions_answer ON questions (answer);
INSERT INTO questions VALUES('0f0e2ad8c6a14f7e9c5f6f0c7a1b2c3d','2026-11-20 03:04:05.678901','private','answered','government-work-report-2016.txt',13,32.3295,2.5,4.25,'up','新增了多少停车位','179242cdfa6bce58764f9a107b45efa3',NULL);
INSERT INTO questions VALUES('1f0e2ad8c6a14f7e9c5f6f0c7a1b2c3d','2026-11-20 16:04:05.000000','group','not_in_report',NULL,NULL,NULL,-1.5,3.75,NULL,'有没有地铁',NULL,NULL);
CREATE TABLE keys (
	period VARCHAR(10) NOT NULL,
	"key" BLOB NOT NULL,
	proof VARCHAR(32) NOT NULL,
	CONSTRAINT pk_keys PRIMARY KEY (period)
);
INSERT INTO keys VALUES('2026-11-20',X'000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f','ab4fa0bf459aee463921b8571354e742');
CREATE TABLE audit (
	id CHAR(32) NOT NULL,
	time DATETIME NOT NULL,
	actor VARCHAR(128) NOT NULL,
	action VARCHAR(64) NOT NULL,
	detail TEXT NOT NULL,
	CONSTRAINT pk_audit PRIMARY KEY (id)
);
CREATE INDEX ix_audit_time ON audit (time);
INSERT INTO audit VALUES('2f0e2ad8c6a14f7e9c5f6f0c7a1b2c3d','2026-11-20 05:00:00.000000','管理员','pause','维护');
