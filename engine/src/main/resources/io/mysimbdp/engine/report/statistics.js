'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  if (!document.getElementById('rows')) {
    return;
  }
  const charts = [];
  let paper = false;
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
  const short = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});
  const bytes = value => {
    const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB', 'EB'];
    let unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return (unit === 0 || value >= 99.95 ? value.toFixed(0) : value.toFixed(1)) + ' ' + units[unit];
  };

  const barsHeight = Math.max(120, 64 + 38 * data.tenants.length);
  document.querySelectorAll('[data-bars]').forEach(element => {
    element.style.height = barsHeight + 'px';
  });

  const axis = (more, ticks) => ({
    border: {display: false},
    grid: {color: colour('--grid')},
    ...more,
    ticks: {color: colour('--soft'), maxRotation: 0, autoSkipPadding: 18, ...ticks}
  });
  // Where days are told apart, only they are named.
  const days = data.steps.map((step, i) => i).filter(i => data.steps[i].endsWith(' 00:00'));
  const time = more => days.length < 4 ? axis(more) : axis(
    {...more, afterBuildTicks: scale => { scale.ticks = days.map(value => ({value})); }},
    {callback: value => data.steps[value].slice(0, -' 00:00'.length)});
  const options = (scales, legend, label, more) => ({
    animation: false,
    devicePixelRatio: Math.max(2, devicePixelRatio),
    maintainAspectRatio: false,
    responsive: !paper,
    interaction: {mode: 'index', intersect: false, ...more},
    plugins: {
      legend: {
        display: legend,
        position: 'bottom',
        labels: {color: colour('--ink'), boxWidth: 12, boxHeight: 12, padding: 14}
      },
      tooltip: {filter: item => item.raw !== 0, callbacks: {label}}
    },
    scales
  });
  const draw = (id, type, labels, datasets, settings) => {
    charts.push(new Chart(document.getElementById(id), {type, data: {labels, datasets}, options: settings}));
  };

  const drawAll = () => {
    charts.splice(0).forEach(chart => chart.destroy());
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    const names = data.tenants.map(tenant => tenant.name);
    const colours = data.tenants.map((tenant, i) => colour('--c' + i));

    draw('rows', 'bar', data.steps,
      data.tenants.map((tenant, i) => ({
        label: tenant.name, data: tenant.rows, backgroundColor: colours[i], categoryPercentage: 0.92,
        barPercentage: 0.96, borderRadius: 2, maxBarThickness: 40
      })),
      options({
        x: time({stacked: true, grid: {display: false}}),
        y: axis({stacked: true, beginAtZero: true}, {callback: value => short.format(value), maxTicksLimit: 6})
      }, names.length > 1, item => item.dataset.label + ': ' + whole.format(item.raw) + ' rows'));

    draw('speed', 'line', data.steps,
      [{
        label: 'rows per second', data: data.rowsPerSecond, borderColor: colour('--c0'),
        backgroundColor: colour('--c0'), borderWidth: 2, pointHoverRadius: 5,
        pointRadius: context => context.chart.width < 500 ? 2 : 3, cubicInterpolationMode: 'monotone'
      }],
      options({
        x: time({grid: {display: false}}),
        y: axis({beginAtZero: true}, {callback: value => short.format(value), maxTicksLimit: 5})
      }, false, item => whole.format(item.raw) + ' rows per second'));

    draw('bytes', 'bar', names,
      [{label: 'bytes', data: data.tenants.map(tenant => tenant.bytes), backgroundColor: colours, borderRadius: 3, maxBarThickness: 26}],
      {
        ...options({
          x: axis({beginAtZero: true}, {callback: bytes, maxTicksLimit: 5}),
          y: axis({grid: {display: false}}, {color: colour('--ink'), autoSkip: false})
        }, false, item => bytes(item.raw), {axis: 'y'}),
        indexAxis: 'y'
      });

    draw('outcomes', 'bar', names,
      ['done', 'duplicate', 'refused', 'failed'].map(outcome => ({
        label: outcome, data: data.tenants.map(tenant => tenant[outcome]),
        backgroundColor: colour('--' + outcome), borderRadius: 3, maxBarThickness: 26
      })),
      {
        ...options({
          x: axis({stacked: true, beginAtZero: true}, {precision: 0, callback: value => short.format(value), maxTicksLimit: 6}),
          y: axis({stacked: true, grid: {display: false}}, {color: colour('--ink'), autoSkip: false})
        }, true, item => item.dataset.label + ': ' + whole.format(item.raw), {axis: 'y'}),
        indexAxis: 'y'
      });

    // Paper has a width of its own, not that of the window: there, charts are pictures that fill it.
    if (paper) {
      charts.forEach(chart => {
        const box = chart.canvas.parentNode;
        const bars = 'bars' in box.dataset;
        chart.resize(bars ? 360 : 740, bars ? barsHeight : box.classList.contains('low') ? 160 : 220);
      });
    }
  };

  drawAll();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  const onPaper = isPaper => {
    paper = isPaper;
    document.documentElement.toggleAttribute('data-paper', isPaper);
    drawAll();
  };
  addEventListener('beforeprint', () => onPaper(true));
  addEventListener('afterprint', () => onPaper(false));
})();
