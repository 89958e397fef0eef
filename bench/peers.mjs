// node peers.mjs VECTORS.json MODULE.wasm [--quick]: our engine beside json-logic-engine and survey-core in one V8.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [vectorsFile, moduleFile, option] = process.argv.slice(2);
// The packages stand beside the vectors, not beside this file.
const require = createRequire(vectorsFile);
const { LogicEngine } = require('json-logic-engine');
const { SurveyModel } = require('survey-core');

const vectors = JSON.parse(readFileSync(vectorsFile, 'utf8'));
const states = vectors.states;
const pack = vectors.logic.length;
const quick = option === '--quick';
const rounds = quick ? 5 : 31;
const turn = quick ? 4 : 10;

const soat = (await WebAssembly.instantiate(readFileSync(moduleFile), {})).instance.exports;
if (soat.prepare(pack) !== states.length) throw new Error('the pack is not the same');

/** Every entrant gives the verdicts of all requirements in every state. The first is ours. */
function compare(entrants) {
  for (const { name, verdicts } of entrants) {
    states.forEach((state, at) => {
      const own = verdicts(at);
      const wrong = state.holds.findIndex((holds, requirement) => Boolean(own[requirement]) !== holds);
      if (wrong >= 0) throw new Error(`${name}: requirement ${wrong} in state ${at} is ${own[wrong]}`);
    });
  }
}

function runsFor(run) {
  for (let runs = 1; ; runs *= 2) {
    const started = performance.now();
    for (let at = 0; at < runs; at++) run();
    if (performance.now() - started >= turn) return runs;
  }
}

let sink = 0;

function race(title, unit, units, entrants) {
  compare(entrants);
  const turns = entrants.map(({ step }) => {
    const run = () => { for (let at = 0; at < states.length; at++) sink += step(at); };
    const started = performance.now();
    run();
    // Who takes seconds for one walk runs in fewer rounds.
    const most = Math.max(3, Math.min(rounds, Math.ceil(4000 / (performance.now() - started))));
    if (most === rounds) for (let warm = 0; warm < 3; warm++) run();
    return { run, runs: runsFor(run), most, times: [] };
  });
  for (let round = 0; round < rounds; round++) {
    for (let place = 0; place < turns.length; place++) {
      const { run, runs, most, times } = turns[(place + round) % turns.length];
      if (round >= most) continue;
      const started = performance.now();
      for (let at = 0; at < runs; at++) run();
      times.push((performance.now() - started) * 1e6 / runs / states.length / units);
    }
  }
  const medians = turns.map(({ times }) => times.sort((a, b) => a - b)[times.length >> 1]);
  console.log(`\n${title}\n  ${''.padEnd(52)}${unit.padStart(14)}${'× ours'.padStart(10)}`);
  medians.forEach((median, at) => {
    const shown = median < 100 ? median.toPrecision(3) : Math.round(median).toLocaleString('en');
    console.log(`  ${entrants[at].name.padEnd(52)}${shown.padStart(14)}${(median / medians[0]).toFixed(2).padStart(10)}`);
  });
}

const engine = new LogicEngine();
const logic = vectors.logic.map((rule) => engine.build(rule));
const each = (test) => Array.from({ length: pack }, (_, requirement) => test(requirement));
const count = (test) => {
  let holds = 0;
  for (let requirement = 0; requirement < pack; requirement++) if (test(requirement)) holds++;
  return holds;
};

race('in V8: a pack of 200 requirements, 1,000 answers: all verdicts anew', 'ns each', pack, [
  {
    name: 'soat as WebAssembly, one call',
    verdicts: (at) => each((requirement) => soat.holds(at, requirement)),
    step: (at) => soat.all_anew(at),
  },
  {
    name: 'json-logic-engine 5.0.7, compiled to JavaScript',
    verdicts: (at) => each((requirement) => logic[requirement](states[at].answers)),
    step: (at) => count((requirement) => logic[requirement](states[at].answers)),
  },
]);

/** What a step of the walk changes, by name. The walk goes round: the first step follows the last state. */
const changed = states.map((state, at) => {
  const before = states[(at + states.length - 1) % states.length].answers;
  return Object.entries(state.answers).filter(([name, value]) => before[name] !== value);
});
const questions = Object.entries(vectors.start).map(([name, value]) =>
  typeof value === 'boolean' ? { type: 'boolean', name } : { type: 'text', name });
const shown = vectors.survey.map((visibleIf, at) => ({ type: 'html', name: `requirement_${at}`, visibleIf }));
const survey = new SurveyModel({ elements: [...questions, ...shown] });
survey.data = vectors.start;
const elements = shown.map(({ name }) => survey.getQuestionByName(name));

race('in V8: a pack of 200 requirements: one answer changed, all verdicts known', 'ns a change', 1, [
  {
    name: 'soat session as WebAssembly',
    verdicts: (at) => { soat.change(at); return each((requirement) => soat.session_holds(requirement)); },
    step: (at) => soat.change(at),
  },
  {
    name: 'json-logic-engine 5.0.7, everything again',
    verdicts: (at) => each((requirement) => logic[requirement](states[at].answers)),
    step: (at) => count((requirement) => logic[requirement](states[at].answers)),
  },
  {
    name: 'survey-core 3.1.1, a form with 1,000 questions',
    verdicts: (at) => {
      for (const [name, value] of changed[at]) survey.setValue(name, value);
      return each((requirement) => elements[requirement].isVisible);
    },
    step: (at) => {
      for (const [name, value] of changed[at]) survey.setValue(name, value);
      return changed[at].length;
    },
  },
]);

if (Number.isNaN(sink)) console.log(sink);
