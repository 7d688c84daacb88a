"use strict";
(() => {
  const told = JSON.parse(document.getElementById("numbers").textContent);
  const looks = [["#000000", "7 3"], ["#b34700", ""], ["#0065a3", "9 3 3 3"], ["#007a58", "3 2"],
    ["#a04a80", "12 3"], ["#7a6a00", "5 2 1 2"], ["#5b4b9a", "2 4"], ["#8a2b2b", "14 2 2 2"]];
  const look = (place) => looks[place % looks.length];
  const svgns = "http://www.w3.org/2000/svg";
  const make = (tag, attributes = {}, text = "", space = "") => {
    const element = space ? document.createElementNS(space, tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };
  const draw = (tag, attributes, text) => make(tag, attributes, text, svgns);

  const boxes = (fieldset, chosen, change) => {
    const all = told.policies.map((policy, place) => {
      const box = make("input", { type: "checkbox", id: `${fieldset.id}-${place}` });
      box.checked = chosen.includes(place);
      box.addEventListener("change", change);
      const label = make("label", { for: box.id }, policy);
      const pair = make("span", { class: "choice" });
      pair.append(box, label);
      fieldset.append(pair);
      return box;
    });
    return () => all.flatMap((box, place) => (box.checked ? [place] : []));
  };

  const everywhere = document.getElementById("shown");
  const shown = boxes(everywhere, told.policies.map((_, place) => place), () => {
    const places = shown();
    for (const part of document.querySelectorAll("[data-policy]")) {
      part.hidden = !places.includes(Number(part.dataset.policy));
    }
  });
  for (const element of document.querySelectorAll(".with-script")) element.hidden = false;

  const figure = document.getElementById("lines");
  if (!figure || !told.measures.length) return;
  const measure = document.getElementById("measure");
  const week = document.getElementById("week");
  const values = document.getElementById("values");
  const heading = document.getElementById("values-week");
  told.measures.forEach((each, place) => measure.append(make("option", { value: place }, each.name)));
  const wanted = boxes(document.getElementById("drawn"), told.drawn, () => render());

  const write = (value, form) => {
    if (value === null) return "not defined";
    const size = Math.abs(form === "share" ? 100 * value : value);
    const usual = form === "money" ? (size < 1e5 ? 2 : 0) : Math.min(3, Math.max(0, 3 - Math.floor(Math.log10(size || 1))));
    const digits = size < 1e7 ? size.toFixed(form === "share" ? 1 : usual) : size.toExponential(3);
    const sign = value < 0 && Number(digits) !== 0 ? "\u2212" : "";
    return `${sign}${form === "money" ? "$" : ""}${digits}${form === "share" ? "\u00a0%" : ""}`;
  };

  const box = { left: 62, right: 190, top: 12, bottom: 34, width: 760, height: 330 };
  const across = (at) => box.left + ((at - 1) / Math.max(1, told.weeks - 1)) * (box.width - box.left - box.right);
  let up = () => 0;

  const extremes = (places, data) => {
    let low = Infinity, high = -Infinity;
    for (const value of places.flatMap((place) => data[place].flat())) {
      if (value !== null) [low, high] = [Math.min(low, value), Math.max(high, value)];
    }
    return low <= high ? [low, high] : [0, 1];
  };

  const scale = (places, data) => {
    const [least, most] = extremes(places, data), largest = Math.max(Math.abs(least), Math.abs(most));
    const size = largest > 1e-290 ? largest : 1;
    let low = least / size, high = most / size;
    if (high - low < 1e-9) [low, high] = [low - 0.5, high + 0.5];
    up = (value) => box.height - box.bottom - ((value / size - low) / (high - low)) * (box.height - box.top - box.bottom);
    const rough = ((high - low) / 5) * size, power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5].map((each) => each * power).find((each) => each >= rough) ?? 10 * power;
    const part = step / size, first = Math.ceil(low / part), count = Math.floor(high / part + 1e-9) - first + 1;
    return Array.from({ length: count }, (_, place) => (first + place) * step).filter(Number.isFinite);
  };

  const path = (row) => {
    let pen = "M";
    return row.map((value, at) => {
      if (value === null) { pen = "M"; return ""; }
      const point = `${pen}${across(at + 1).toFixed(1)} ${up(value).toFixed(1)}`;
      pen = "L";
      return point;
    }).join("");
  };

  const labels = (svg, ends) => {
    ends.sort((one, other) => one.y - other.y);
    ends.forEach((end, at) => { end.y = Math.max(end.y, at ? ends[at - 1].y + 13 : box.top); });
    const over = ends.length ? Math.max(0, ends[ends.length - 1].y - (box.height - box.bottom)) : 0;
    for (const end of ends) {
      const name = end.name.length > 27 ? `${end.name.slice(0, 26)}\u2026` : end.name;
      svg.append(draw("text", { x: box.width - box.right + 8, y: end.y - over + 4, style: `fill:${end.colour}` }, name));
    }
  };

  const render = () => {
    const info = told.measures[measure.value], data = told.values[measure.value], places = wanted();
    const svg = draw("svg", { viewBox: `0 0 ${box.width} ${box.height}`, "aria-hidden": "true" });
    const right = box.width - box.right, foot = box.height - box.bottom;
    for (const tick of scale(places, data)) {
      svg.append(draw("line", { x1: box.left, x2: right, y1: up(tick), y2: up(tick), class: "grid" }));
      svg.append(draw("text", { x: box.left - 6, y: up(tick) + 4, "text-anchor": "end" }, write(tick, info.form)));
    }
    for (const at of new Set([1, Math.ceil(told.weeks / 4), Math.ceil(told.weeks / 2), Math.ceil((3 * told.weeks) / 4), told.weeks])) {
      svg.append(draw("text", { x: across(at), y: foot + 18, "text-anchor": "middle" }, at === 1 ? "week 1" : at));
    }
    const ends = [];
    for (const place of places) {
      const [colour, dashes] = look(place), [mean, low, high] = data[place];
      const there = mean.flatMap((value, at) => (value === null ? [] : [at]));
      const edge = there.map((at) => `${across(at + 1)},${up(low[at])}`).concat(
        there.toReversed().map((at) => `${across(at + 1)},${up(high[at])}`));
      svg.append(draw("polygon", { points: edge.join(" "), fill: colour, "fill-opacity": 0.07 }));
      svg.append(draw("path", { d: path(mean), stroke: colour, "stroke-dasharray": dashes, class: "line" }));
      if (there.length) ends.push({ y: up(mean[there[there.length - 1]]), name: told.policies[place], colour });
    }
    labels(svg, ends);
    svg.append(draw("line", { x1: across(week.value), x2: across(week.value), y1: box.top, y2: foot, class: "cursor" }));
    svg.addEventListener("pointermove", (event) => {
      const seen = svg.getBoundingClientRect();
      const at = ((event.clientX - seen.left) / seen.width) * box.width;
      const share = (at - box.left) / (right - box.left);
      const next = String(Math.min(told.weeks, Math.max(1, Math.round(1 + share * (told.weeks - 1)))));
      if (next !== week.value) { week.value = next; render(); }
    });
    figure.replaceChildren(svg);
    document.getElementById("unit").textContent = `${info.title}. Unit: ${info.unit}.`;
    heading.textContent = week.value;
    values.replaceChildren(...places.map((place) => {
      const row = make("tr"), [mean, low, high] = data[place].map((each) => each[week.value - 1]);
      row.append(make("th", { scope: "row" }, told.policies[place]), make("td", {}, write(mean, info.form)),
        make("td", {}, mean === null ? "" : `${write(low, info.form)} to ${write(high, info.form)}`));
      return row;
    }));
  };
  measure.addEventListener("change", render);
  week.addEventListener("input", render);
  render();
})();
