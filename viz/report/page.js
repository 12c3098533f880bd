'use strict';

// Values at the pointer: charts tell the box of their axes and their ends, paths hold the points.
(() => {
  const numbers = (text) => text.split(' ').map(Number);
  const shown = (value) => Number(value.toPrecision(4)).toString();

  function pointsOf(path) {
    return Array.from(path.getAttribute('d').matchAll(/[ML]([-\d.]+) ([-\d.]+)/g), ([, x, y]) => [Number(x), Number(y)]);
  }

  function nearest(points, x) {
    return points.reduce((best, point) => (Math.abs(point[0] - x) < Math.abs(best[0] - x) ? point : best));
  }

  function follow(figure) {
    const svg = figure.querySelector('svg');
    const [left, right, top, bottom] = numbers(svg.dataset.box);
    const [lowX, lowY] = numbers(svg.dataset.low);
    const [highX, highY] = numbers(svg.dataset.high);
    const curves = Array.from(svg.querySelectorAll('.line'), (path) => ({
      name: path.dataset.name, colour: path.parentNode.style.getPropertyValue('--line'), points: pointsOf(path),
    })).filter((curve) => curve.points.length > 0);
    if (curves.length === 0) return;
    const pointer = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    pointer.setAttribute('class', 'pointer');
    const tip = document.createElement('div');
    tip.className = 'tip';

    const line = (words, colour) => {
      const row = document.createElement('div');
      if (colour) row.append(Object.assign(document.createElement('i'), { style: `--line:${colour}` }));
      row.append(words);
      return row;
    };
    svg.addEventListener('pointermove', (event) => {
      const box = svg.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
      const hits = curves.map((curve) => nearest(curve.points, x));
      const at = nearest(hits, x)[0];
      const share = (at - left) / (right - left);
      const time = svg.dataset.scale ? lowX * (highX / lowX) ** share : lowX + share * (highX - lowX);
      tip.replaceChildren(line(`${svg.dataset.x.replace(/ \((.*)\)/, '')} ${shown(time)} ${svg.dataset.x.replace(/.*\((.*)\)/, '$1')}`));
      curves.forEach((curve, i) => {
        const value = lowY + ((bottom - hits[i][1]) / (bottom - top)) * (highY - lowY);
        tip.append(line(curves.length > 1 ? `${shown(value)}  ${curve.name}` : shown(value), curve.colour));
      });
      pointer.setAttribute('d', `M${at} ${top}V${bottom}`);
      svg.append(pointer);
      figure.append(tip);
      const across = (at / svg.viewBox.baseVal.width) * box.width;
      tip.style.top = `${figure.offsetHeight}px`;
      tip.style.left = `${across > box.width / 2 ? Math.max(0, across - tip.offsetWidth - 10) : across + 10}px`;
    });
    svg.addEventListener('pointerleave', () => { tip.remove(); pointer.remove(); });
  }
  document.querySelectorAll('.chart').forEach(follow);
})();

// The filter of the parameters: rows that hold all words stay.
document.querySelectorAll('.filter').forEach((filter) => {
  const folds = filter.closest('section').querySelectorAll('.folds details');
  filter.addEventListener('input', () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    folds.forEach((fold) => {
      let kept = 0;
      fold.querySelectorAll('tbody tr').forEach((row) => {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        kept += row.hidden ? 0 : 1;
      });
      fold.hidden = kept === 0;
      fold.open = words.length > 0 && kept > 0;
    });
  });
});

addEventListener('beforeprint', () => document.querySelectorAll(':is(#series, #responses) details').forEach((fold) => { fold.open = true; }));
