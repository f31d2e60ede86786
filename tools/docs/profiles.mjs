// docs/PROFILES.md: what `--profile` takes, and for each standard which control judges which of its ids, and why none judges the rest.

const intro = `# Policy profiles

\`bulkhead check --profile NAME\` chooses what is judged.

| profile | judges | fails from (unless \`--fail-on\` says) |
| --- | --- | --- |
| \`recommended\` | what everyone should have on; the default | high |
| \`strict\` | every measure | high |
| \`pss:baseline\`, \`pss:restricted\` | pods as Pod Security admission of a Kubernetes version does | low: one failed check refuses a pod |
| \`cis-docker\` | the controls that bear an id of the CIS Docker Benchmark: not pods | high |
| \`cis-kubernetes\` | the controls that bear an id of the CIS Kubernetes Benchmark: pods only | high |
| \`nsa-cisa\` | the controls that bear a section of the NSA/CISA Kubernetes Hardening Guide: pods and images | high |
| \`nist-800-190\` | the controls that bear a section of NIST SP 800-190 | high |

With the profile of a standard the text, Markdown and JUnit reports are grouped by its ids, and the JSON report lists them in
\`profile.requirements\`. A file that declares nothing the profile speaks of is passed over and says why.

## Pod Security admission

\`\`\`sh
bulkhead check --profile pss:restricted --kubernetes-version 1.30 pod.yaml
\`\`\`

exits with 0 where admission of Kubernetes 1.30 lets the pod in and with 1 where it refuses it; each finding names the failed check in
\`references.pss\`. With 2 the answer is not complete: a value is a placeholder, or the API server would refuse the object before admission sees it.

- \`--kubernetes-version\` takes 1.FIRST to 1.LATEST or \`latest\` (the default); \`--engine kubernetes@1.30\` says the same. The controls of other
  profiles judge pods for that version, too.
- Admission judges what is written: the pod and each container apart, volumes whether mounted or not, init and ephemeral containers as well. A
  fault of the pod itself is told once, with its first container.
- The pod is seen as the API server of that version hands it to admission: AppArmor fields are dropped before 1.30, an image volume is an emptyDir
  before 1.31, seccomp annotations become fields until 1.26, and a port in the node's network gets a host port.
- A restricted check that says more than a baseline one takes its place, as in admission: a hostPath volume fails \`hostPathVolumes\` at baseline and
  \`restrictedVolumes\` at restricted.
- Workloads are judged by the pod that they make. Exemptions, namespace labels and other admission plugins of a cluster are not known here.
`;

const row = (...cells) => `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;

const linkTo = (id) => `[${id}](controls/${id}.md)`;

/** The checks by id: several of ours may make up one of admission. */
function checksTable(checks, entries) {
  const ids = [...new Set(checks.map(({ id }) => id))];
  const rows = ids.map((id) => {
    const own = checks.filter((check) => check.id === id);
    const [{ level, revisions }] = own;
    const since = revisions.map(({ since }) => `1.${since}`);
    const replaced = [...new Set(revisions.flatMap(({ replaces }) => replaces ?? []))].map((other) => `\`${other}\``);
    return row(
      `\`${id}\``,
      level,
      entries[id].replace(/^\w+: /, ''),
      since.join(', '),
      replaced.join(', '),
      own.map(({ control }) => linkTo(control.id)).join(', '),
    );
  });
  return [
    '| check | level | asks for | since, and changed in | takes the place of | control |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function standardSection(profile, { name, version, source, entries }, { ids, parts }, judging) {
  const judged = Object.keys(entries).filter((id) => judging(id).length > 0);
  const rest = [...Object.entries(ids), ...Object.entries(parts)];
  return [
    `## ${name} ${version}`,
    `\`--profile ${profile}\`. Ids: ${source}.`,
    ['| id | asks for | control |', '| --- | --- | --- |', ...judged.map((id) => row(id, entries[id], judging(id).join(', ')))].join('\n'),
    'Not judged:',
    ['| id | because |', '| --- | --- |', ...rest.map(([id, because]) => row(id, because))].join('\n'),
  ].join('\n\n');
}

/** Throws for an id of a standard that has neither a control nor a reason: none is silently missing. */
export function profilesPage({ controls, hostControls, imageControls, standards, notJudged, checks, firstMinor, latestMinor }) {
  const judging = (key) => (id) => [
    ...controls.filter(({ references }) => references[key]?.includes(id)).map((control) => linkTo(control.id)),
    ...imageControls.filter(({ references }) => references[key]?.includes(id)).map((control) => `${linkTo(control.id)} (\`scan\`)`),
    ...hostControls.filter(({ references }) => references[key]?.includes(id)).map((control) => `${linkTo(control.id)} (\`check host\`)`),
  ];
  const sections = [
    ['cis-docker', 'cisDocker'],
    ['cis-kubernetes', 'cisKubernetes'],
    ['nsa-cisa', 'nsaCisa'],
    ['nist-800-190', 'nist800190'],
  ].map(([profile, key]) => {
    const missing = Object.keys(standards[key].entries).filter(
      (id) => judging(key)(id).length === 0 && notJudged[key].ids[id] === undefined,
    );
    if (missing.length > 0)
      throw new Error(`src/facts/not-judged.ts has no reason for ${key} ${missing.join(', ')}, which no control judges`);
    return standardSection(profile, standards[key], notJudged[key], judging(key));
  });
  const text = intro.replace('1.FIRST', `1.${firstMinor}`).replace('1.LATEST', `1.${latestMinor}`);
  const sysctls = 'The list of safe sysctls grew with 1.27, 1.29, 1.32 and 1.37 within one check.';
  return `${text}\n${checksTable(checks, standards.pss.entries)}\n\n${sysctls}\n\n${sections.join('\n\n')}\n`;
}
