import { underEngine } from '../../engines/running/index.ts';
import { fileContext } from '../../host/context.ts';
import { type Container, Unreadable } from '../../model/index.ts';
import type { Found } from '../live/engine.ts';
import { findContainer } from '../live/find.ts';
import { settle } from '../settle.ts';
import type { Target } from '../targets.ts';
import { declaredIn, type ProgramWords, translatedTwin } from './declared.ts';
import { type EngineProgram, engineProgram } from './engine.ts';
import type { ProveFlags } from './flags.ts';
import { insideOf } from './live.ts';
import type { Candidate } from './place.ts';

type Live = Extract<Target, { readonly kind: 'live' }>;

/** A container that an engine has: a twin of it by what the engine says of it, or with --live itself. Throws Unreadable. */
export async function candidateOf({ name, engine: kind }: Live, { live }: ProveFlags): Promise<Candidate> {
  const found = await findContainer(name, kind);
  const program = programOf(found);
  const place = async () => {
    const { containers, problems } = await declaredIn({ path: `${kind ?? 'container'}:${name}`, text: found.text });
    const [declared] = containers;
    if (declared === undefined) throw new Unreadable(problems[0]?.message ?? 'what the engine says of it is not understood');
    const engine = await engineProgram({ engine: found.engine.kind, ...program });
    if (live !== true) return translatedTwin(declared, engine, program, '/');
    return insideOf(await effectiveOf(declared, engine), found.text, engine);
  };
  return { name, place };
}

async function effectiveOf(declared: Container, program: EngineProgram): Promise<Container> {
  const engine = await program.engine();
  return (await settle(underEngine(declared, engine), engine, fileContext())).container;
}

/** The client of the very engine that has it. */
function programOf({ engine: { kind }, where }: Found): ProgramWords {
  if (!/^(?:unix|tcp):/.test(where)) return { program: kind, globals: [] };
  return { program: kind, globals: kind === 'docker' ? [`--host=${where}`] : ['--remote', `--url=${where}`] };
}
