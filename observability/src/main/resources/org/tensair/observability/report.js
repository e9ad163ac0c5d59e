'use strict';
// Builds the page from the report's JSON. Names enter it as text content only, never as markup.

const report = JSON.parse(document.getElementById('report').textContent);
const byId = id => document.getElementById(id);
const color = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
const known = value => typeof value === 'number';
const fixed = (value, digits) => known(value)
  ? value.toLocaleString('en-US', {minimumFractionDigits: digits, maximumFractionDigits: digits}) : '–';
const signed = (value, digits) => known(value) ? (value < 0 ? '−' : '+') + fixed(Math.abs(value), digits) : '–';
const percent = value => known(value) ? fixed(100 * value, 2) + ' %' : '–';
const day = time => new Date(time).toLocaleDateString('en-US', {month: 'short', day: 'numeric', timeZone: 'UTC'});
const minute = time => time.slice(0, 16).replace('T', ' ');

const main = {
  key: report.key, title: report.title, auc: report.auc, accuracy: report.accuracy, log_loss: report.log_loss,
  records_per_second: report.records_per_second, isMain: true,
};
const baselines = Object.entries(report.baselines).map(([key, scores]) => ({key, ...scores}));
const peers = baselines.filter(baseline => baseline.peer);
const tints = new Map([[main.key, 'model'], ['logistic-regression', 'linear']]);
const modes = ['mode', 'mode2'];
baselines.filter(baseline => !baseline.peer).forEach((baseline, i) => tints.set(baseline.key, modes[i % modes.length]));
const tint = key => tints.get(key) ?? 'plain';

// --- Text and tables

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function table(id, head, rows) {
  const columns = element('tr');
  head.forEach(name => columns.append(element('th', name.replace(/^</, ''), name.startsWith('<') ? 'text' : '')));
  byId(id).append(columns);
  for (const {cells, className} of rows) {
    const row = element('tr', undefined, className);
    cells.forEach((cell, i) => {
      const box = element('td', undefined, head[i].startsWith('<') ? 'text' : '');
      box.append(...[cell].flat());
      row.append(box);
    });
    byId(id).append(row);
  }
}

function tiles() {
  const adds = report.network_adds;
  const all = [
    [fixed(report.auc, 4), 'ROC AUC'],
    [fixed(report.log_loss, 4), 'log loss'],
    [percent(report.accuracy), 'accuracy'],
    [fixed(report.records_per_second_second_half, 0), 'rows/s over the second half'],
  ];
  if (adds) all.push([signed(adds.auc, 4), 'AUC that the network adds']);
  all.push([fixed(report.drifts.length, 0), report.drifts.length === 1 ? 'drift' : 'drifts']);
  all.forEach(([value, name], i) => {
    const tile = element('div', undefined, i === 0 ? 'tile first' : 'tile');
    tile.append(element('b', value), element('span', name));
    byId('tiles').append(tile);
  });
}

function lead(score, field, sign) {
  if (score.isMain || !known(main[field]) || !known(score[field])) return '';
  const value = main[field] - score[field];
  return element('em', signed(value, 4), sign * value > 0 ? '' : 'worse');
}

function scoreTable() {
  const rows = [main, ...baselines].map(score => {
    const swatch = element('i');
    swatch.style.background = `var(--${tint(score.key)})`;
    const name = [swatch, score.title];
    const note = score.isMain ? 'this run; its rows/s count the start of the process, those below do not' : score.note;
    if (note) name.push(element('small', note));
    return {className: score.isMain ? 'main' : '', cells: [name,
      fixed(score.auc, 4), lead(score, 'auc', 1), fixed(score.log_loss, 4), lead(score, 'log_loss', -1),
      percent(score.accuracy), fixed(score.records_per_second, 0)]};
  });
  table('scores', ['<model', 'AUC', 'lead', 'log loss', 'lead', 'accuracy', 'rows/s'], rows);
}

function verdict() {
  const unbeaten = peers.filter(peer => !peer.beaten).map(peer => peer.title);
  let text = peers.length === 0 ? '' : unbeaten.length === 0
    ? `Beats all ${peers.length} peers in AUC and log loss. ` : `Does not beat in AUC and log loss: ${unbeaten.join(', ')}. `;
  const adds = report.network_adds;
  if (adds) {
    text += `The network itself adds ${signed(adds.auc, 4)} AUC and ${signed(-adds.log_loss, 4)} log loss over the`
      + ' logistic regression on the same features and labels, both trained on every row.';
  }
  byId('verdict').textContent = text;
}

function life() {
  const rows = [
    ...report.drifts.map(drift => ({at: drift.record, order: 0, time: drift.event_time, what: 'drift', why: `found by ${drift.detector}`})),
    ...report.state_changes.map(change => ({at: change.record, order: 1, time: change.event_time,
      what: `${change.from} → ${change.to}`, why: change.reason})),
  ].sort((a, b) => a.at - b.at || a.order - b.order);
  table('life', ['<event time', 'row', '<what', '<why'],
    rows.map(row => ({cells: [minute(row.time), fixed(row.at, 0), row.what, row.why]})));
  if (rows.length === 0) byId('life').replaceChildren(element('caption', 'No drift and no change of state.'));
}

function facts() {
  byId('job').textContent = report.job;
  byId('lead').textContent = `${fixed(report.predicted, 0)} rows${report.complete ? '' : ', stopped early'}`
    + ` in ${fixed(report.elapsed_seconds, 1)} s from process start, on ${report.timing.cores} cores`
    + ` · ${report.title} · ${report.replicas.length} ${report.replicas.length === 1 ? 'replica' : 'replicas'}`;
  table('replicas', ['<rank', 'trained', 'applied', 'staleness, mean', 'max'], report.replicas.map(replica => ({cells: [
    String(replica.rank), fixed(replica.trained, 0), fixed(replica.applied, 0),
    fixed(replica.staleness_mean, 2), fixed(replica.staleness_max, 0)]})));
  const lag = report.label_lag_seconds;
  const run = {
    ...report.options,
    'rows trained on': fixed(report.trained, 0),
    'rows labelled': fixed(report.labelled, 0),
    'newest known label, at least': known(report.label_lead_seconds_max) ? `${fixed(0 - report.label_lead_seconds_max, 0)} s before its prediction` : '–',
    'newest known label, mean': known(lag.mean) ? `${fixed(lag.mean, 0)} s (99 %: ${fixed(lag.p99, 0)} s)` : '–',
    'replicas’ weights differ by': known(report.replica_divergence) ? report.replica_divergence.toExponential(1) : '–',
    'rows/s from process start': fixed(report.records_per_second, 0),
    'started': minute(report.timing.started_at),
    'Java': report.timing.java,
  };
  table('run', ['<', ''], Object.entries(run).map(([name, value]) => ({cells: [name, value]})));
}

// --- Charts

const times = report.series.map(point => Date.parse(point.event_time));
const eventRange = {min: times[0], max: times[times.length - 1]};

// Behind the lines: bands where the model only predicted, and a line for each drift.
const annotations = {
  id: 'annotations',
  beforeDatasetsDraw(chart) {
    const {ctx, chartArea: {left, right, top, bottom}, scales: {x}} = chart;
    const pixel = time => Math.min(right, Math.max(left, x.getPixelForValue(Date.parse(time))));
    ctx.save();
    ctx.fillStyle = color('band');
    report.state_changes.forEach((change, i) => {
      if (change.to === 'training') return;
      const next = report.state_changes[i + 1];
      const from = pixel(change.event_time);
      ctx.fillRect(from, top, (next ? pixel(next.event_time) : right) - from, bottom - top);
    });
    ctx.fillStyle = ctx.strokeStyle = color('drift');
    ctx.lineWidth = 1;
    for (const drift of report.drifts) {
      const at = pixel(drift.event_time);
      ctx.setLineDash([4, 3]);
      ctx.beginPath(); ctx.moveTo(at, top); ctx.lineTo(at, bottom); ctx.stroke();
      ctx.beginPath(); ctx.moveTo(at - 5, top); ctx.lineTo(at + 5, top); ctx.lineTo(at, top + 7); ctx.fill();
    }
    ctx.restore();
  },
};

const tickFont = {size: 12};
const legend = {display: true, position: 'bottom', align: 'start', onClick: toggle};

// Months as ticks, where there are some.
function monthTicks(scale) {
  const start = new Date(scale.min);
  const ticks = [];
  for (let month = start.getUTCMonth() + 1; ; month += 1) {
    const value = Date.UTC(start.getUTCFullYear(), month);
    if (value > scale.max) break;
    ticks.push({value});
  }
  if (ticks.length >= 3) scale.ticks = ticks;
}

// One legend for the charts of scores.
function toggle(event, item) {
  for (const chart of charts.slice(0, 3)) {
    const i = chart.data.datasets.findIndex(dataset => dataset.label === item.text);
    if (i >= 0) chart.setDatasetVisibility(i, item.hidden);
    chart.update();
  }
}

const axis = (format, title) => ({
  grid: {color: color('line')}, border: {display: false},
  ticks: {color: color('soft'), font: tickFont, callback: format, maxRotation: 0, autoSkipPadding: 24},
  title: {display: Boolean(title), text: title, color: color('soft')},
});

function options(x, y, format, shown = {display: false}) {
  return {
    responsive: true, maintainAspectRatio: false, animation: false, normalized: true, parsing: false,
    interaction: {mode: 'nearest', axis: 'x', intersect: false},
    scales: {x: {type: 'linear', ...x}, y},
    plugins: {
      legend: {...shown, labels: {color: color('ink'), boxWidth: 18, boxHeight: 2, padding: 14, font: tickFont}},
      tooltip: {callbacks: {
        title: items => items.length ? format.x(items[0].parsed.x) : '',
        label: item => ` ${item.dataset.label}: ${format.y(item.parsed.y)}`,
      }},
    },
  };
}

function line(score, field, width) {
  const data = report.series.map((point, i) => {
    const value = score.isMain ? point[field] : point.baselines[score.key]?.[field];
    return {x: times[i], y: known(value) ? value : null};
  });
  const shade = color(tint(score.key));
  return {label: score.title, data, borderColor: shade, backgroundColor: shade, borderWidth: width,
    borderDash: score.peer || score.isMain ? [] : [5, 4], pointRadius: 0, pointHoverRadius: 4, cubicInterpolationMode: "monotone"};
}

function mean(dataset) {
  const values = dataset.data.map(({y}) => y).filter(known);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

// The axis fits the trained models; a baseline that lies far outside starts hidden and can be clicked on.
function scoreChart(field, digits, shown) {
  const drawn = baselines.filter(score => report.series.some(point => known(point.baselines[score.key]?.[field])));
  const datasets = [line(main, field, 2.6), ...drawn.map(score => line(score, field, score.peer ? 1.8 : 1.5))];
  const models = datasets.filter((_, i) => i === 0 || tint(drawn[i - 1].key) !== 'plain');
  const values = models.flatMap(dataset => dataset.data.map(({y}) => y)).filter(known);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  datasets.forEach(dataset => {
    dataset.hidden = mean(dataset) < low - (high - low) / 4 || mean(dataset) > high + (high - low) / 4;
  });
  const percents = field === 'accuracy';
  const show = value => percents ? percent(value) : fixed(value, digits);
  const tick = value => percents ? fixed(100 * value, 0) + ' %' : fixed(value, 2);
  return new Chart(byId(field), {type: 'line', data: {datasets}, plugins: [annotations],
    options: options({...axis(day), ...eventRange, afterBuildTicks: monthTicks}, axis(tick), {x: day, y: show}, shown)});
}

function gainChart() {
  const adds = report.network_adds;
  byId('gain-card').hidden = !adds;
  if (!adds) return [];
  byId('gain-note').textContent = 'AUC over the logistic regression';
  const of = point => adds.of === report.key ? point.auc : point.baselines[adds.of]?.auc;
  const data = report.series.map((point, i) => {
    const gain = of(point) - point.baselines[adds.over]?.auc;
    return {x: times[i], y: Number.isFinite(gain) ? gain : null};
  });
  const backgroundColor = data.map(({y}) => color(y < 0 ? 'linear' : 'model'));
  return [new Chart(byId('gain'), {type: 'bar', plugins: [annotations],
    data: {datasets: [{label: 'AUC added', data, backgroundColor, barThickness: 'flex', borderRadius: 2}]},
    options: options({...axis(day), ...eventRange, offset: false, afterBuildTicks: monthTicks},
      axis(value => signed(value, 3)), {x: day, y: value => signed(value, 4)})})];
}

function throughputChart() {
  const readings = [[0, 0], ...report.timing.throughput];
  const gap = 2; // readings: 0.4 s, so that the line is calm
  const data = [];
  for (let i = gap; i < readings.length; i += 1) {
    const seconds = readings[i][0] - readings[i - gap][0];
    if (seconds > 0) data.push({x: readings[i][0], y: (readings[i][1] - readings[i - gap][1]) / seconds});
  }
  const shade = color('model');
  return new Chart(byId('throughput'), {type: 'line',
    data: {datasets: [{label: 'rows/s', data, borderColor: shade, backgroundColor: color('tint'), fill: true,
      borderWidth: 2, pointRadius: 0, cubicInterpolationMode: "monotone"}]},
    options: options({...axis(value => fixed(value, 0) + ' s'), min: 0}, {...axis(value => fixed(value / 1000, 0) + 'k'), min: 0},
      {x: value => fixed(value, 1) + ' s', y: value => fixed(value, 0)})});
}

let charts = [];
function draw() {
  charts.forEach(chart => chart.destroy());
  charts = [scoreChart('auc', 4, legend), scoreChart('log_loss', 4), scoreChart('accuracy', 4),
    ...gainChart(), throughputChart()];
}

facts();
tiles();
scoreTable();
verdict();
life();
const rows = report.series.length > 0 ? report.series[0].rows : 0;
byId('auc-note').textContent = rows > 0 ? `of each ${fixed(rows, 0)} rows, over event time` : '';
Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
draw();

byId('theme').addEventListener('click', () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  draw();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
