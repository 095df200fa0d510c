// Small tools for the document. Texts are set as text, never as markup: file names and reasons come
// from tenants.

export const byId = (id) => document.getElementById(id);

/** Makes an element with attributes and children, which are elements or texts. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      node.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Sets the text of an element, if it has another one. */
export function text(node, value) {
  const wanted = String(value ?? "");
  if (node.textContent !== wanted) {
    node.textContent = wanted;
  }
}

export function show(node, visible) {
  node.hidden = !visible;
}

/**
 * Makes the children of an element stand for some items: those that stay are kept, so that neither
 * focus nor selection nor scrolling suffers.
 */
export function each(parent, items, keyOf, create, update) {
  const known = parent.known ?? (parent.known = new Map());
  const wanted = new Set(items.map(keyOf));
  for (const [key, node] of known) {
    if (!wanted.has(key)) {
      node.remove();
      known.delete(key);
    }
  }
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let node = known.get(key);
    if (!node) {
      node = create(item);
      known.set(key, node);
    }
    update(node, item);
    if (node === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(node, place);
    }
  }
}

/** Makes a bar; set it with setBar. */
export function bar() {
  return el("div", { class: "bar", role: "progressbar", "aria-valuemin": "0", "aria-valuemax": "100" }, el("span"));
}

export function setBar(node, fraction, label, kind = "") {
  const percent = Math.round(Math.max(0, Math.min(1, fraction)) * 1000) / 10;
  node.className = `bar ${kind}`.trim();
  node.setAttribute("aria-valuenow", String(Math.round(percent)));
  node.setAttribute("aria-label", label);
  node.firstElementChild.style.width = `${percent}%`;
}

/** Makes a list of terms and what they say; pairs without a value are left out. */
export function facts(pairs) {
  const list = el("dl", { class: "facts" });
  for (const [term, value] of pairs) {
    if (value !== null && value !== undefined && value !== "") {
      list.append(el("dt", {}, term), el("dd", {}, value));
    }
  }
  return list;
}

let toastTimer;

/** Says something for some seconds. */
export function toast(message) {
  const node = byId("toast");
  node.textContent = message;
  node.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { node.hidden = true; }, 6000);
}
