// What a person sees of this page: runs of text in order, and the rows of tables by their geometry.
() => {
  const struck = (node) => {
    for (let each = node; each instanceof Element; each = each.parentElement)
      if (getComputedStyle(each).textDecorationLine.includes("line-through")) return true;
    return false;
  };
  const seen = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !struck(element);
  const text = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    let found = "";
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (!["STYLE", "SCRIPT"].includes(parent.tagName) && seen(parent)) found += walker.currentNode.data;
    }
    return found.replace(/\s+/g, "");
  };
  const tables = [...document.querySelectorAll("table")].map((table) => {
    const cells = [...table.querySelectorAll("td, th")].map((cell) => {
      const box = cell.getBoundingClientRect();
      return { text: text(cell), head: cell.tagName == "TH", ...box.toJSON() };
    });
    const tops = [...new Set(cells.map((cell) => Math.round(cell.top)))].sort((a, b) => a - b);
    return tops.map((top) => {
      const at = top + 3;
      const row = cells.filter((cell) => cell.top < at && at < cell.bottom).sort((a, b) => a.left - b.left);
      if (row.every((cell) => cell.head)) return row.map((cell) => cell.text);
      return row.map((cell) => {
        const middle = (cell.left + cell.right) / 2;
        const above = cells.filter((each) => each.head && each.bottom <= at && each.left < middle && middle < each.right);
        return above.sort((a, b) => a.top - b.top).map((each) => each.text).join("") + cell.text;
      });
    });
  });
  const all = text(document.body);
  document.querySelectorAll("table").forEach((table) => table.remove());
  return { all, prose: text(document.body), tables };
}
