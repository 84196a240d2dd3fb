// What is wrong with the look of a report's page, a line each; run in the page.
(() => {
  const faults = [];
  const fault = (what, where) => faults.push(what + ': ' + where);
  const shown = (element) => element.checkVisibility();
  const where = (element) => {
    const part = element.closest('[id]');
    const text = (element.textContent || '').trim().slice(0, 40);
    return (part ? '#' + part.id : '') + ' <' + element.tagName + '> ' + text;
  };

  // nothing is wider than the window, but what scrolls in a box of its own
  if (document.documentElement.scrollWidth > innerWidth) {
    fault('page is wider than the window', document.documentElement.scrollWidth + ' > ' + innerWidth);
  }
  const scrolls = (element) => {
    for (let box = element; box && box !== document.body; box = box.parentElement) {
      if (/auto|scroll|hidden/.test(getComputedStyle(box).overflowX)) return true;
    }
    return false;
  };
  for (const element of document.body.querySelectorAll('*')) {
    if (!shown(element) || element.closest('svg svg, .skip')) continue;
    const box = element.getBoundingClientRect();
    if (box.right > innerWidth + 0.5 && !scrolls(element)) fault('reaches beyond the window', where(element));
  }
  if (matchMedia('print').matches) {
    for (const box of document.querySelectorAll('.scroll')) {
      if (shown(box) && box.scrollWidth > box.clientWidth + 1) fault('cut off on paper', where(box));
    }
  }

  const MARKS = 'path, rect, circle, line, polyline, polygon, text';
  const overlap = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const within = (a, b, by) =>
    a.left >= b.left - by && a.right <= b.right + by && a.top >= b.top - by && a.bottom <= b.bottom + by;

  const channel = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/[\d.]+/g).map((c) => channel(c / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const painted = (colour) => colour && colour !== 'none' && !/^rgba\(.*, 0\)$/.test(colour);
  const background = (element) => {
    for (let box = element; box; box = box.parentElement) {
      const colour = getComputedStyle(box).backgroundColor;
      if (painted(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };

  for (const chart of document.querySelectorAll('svg')) {
    if (!shown(chart)) continue;
    const frame = chart.getBoundingClientRect();
    if (frame.width < 40 || frame.height < 12) fault('chart is not drawn', where(chart));
    const marks = [...chart.querySelectorAll(MARKS)].filter((mark) => !mark.closest('defs, clipPath'));
    const seen = marks.filter((mark) => {
      const style = getComputedStyle(mark);
      return painted(style.fill) || painted(style.stroke);
    });
    if (!seen.some((mark) => mark.tagName !== 'text')) fault('chart has no marks', where(chart));
    for (const mark of seen) {
      if (!within(mark.getBoundingClientRect(), frame, 1.5)) fault('outside of the chart', where(mark));
    }
    const texts = seen.filter((mark) => mark.tagName === 'text' && mark.textContent.trim());
    texts.forEach((text, i) => {
      const box = text.getBoundingClientRect();
      if (parseFloat(getComputedStyle(text).fontSize) * (frame.width / chart.viewBox.baseVal.width) < 8.5) {
        fault('text is too small', where(text));
      }
      for (const other of texts.slice(i + 1)) {
        if (overlap(box, other.getBoundingClientRect())) {
          fault('texts overlap', where(text) + ' and ' + other.textContent.trim().slice(0, 40));
        }
      }
      // what is drawn before the text and lies under its middle is its ground
      const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
      let ground = background(chart);
      for (const mark of seen.slice(0, seen.indexOf(text))) {
        const under = mark.getBoundingClientRect();
        const fill = getComputedStyle(mark).fill;
        if (mark.tagName !== 'text' && painted(fill) && x > under.left && x < under.right && y > under.top && y < under.bottom) {
          ground = fill;
        }
      }
      const ratio = contrast(getComputedStyle(text).fill, ground);
      if (ratio < 4.5) fault('text has a contrast of ' + ratio.toFixed(1), where(text));
    });
  }
  return faults;
})()
