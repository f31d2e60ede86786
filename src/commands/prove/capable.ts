import { runTool } from '../../host/run-tool.ts';
import { programBeside } from '../../host/scratch.ts';
import { answersIn, capableFile, givesCapabilities, type Processor, program } from '../../probes/index.ts';

const patience = 5000;

/**
 * Puts a program whose file gives capabilities beside the probe program, which makes the call itself: Node has none for it. Undefined: it may not be done
 * here, or would be of no use.
 */
export async function capableProgram(path: string, processor: Processor): Promise<string | undefined> {
  try {
    return await made(path, processor);
  } catch {
    // A proof without this attempt is worth more than none.
    return undefined;
  }
}

async function made(path: string, processor: Processor): Promise<string | undefined> {
  const capable = programBeside(path, 'capable', capableFile(processor));
  if (capable === undefined) return undefined;
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  const { file } = program(processor, [givesCapabilities(capable, uid === 0 ? undefined : { uid, gid })]);
  const gives = programBeside(path, 'gives', file);
  if (gives === undefined) return undefined;
  const result = await runTool(gives, [], { env: {}, timeout: patience });
  const answer = result.kind === 'done' ? answersIn(result.stdout, 1).get(0) : undefined;
  return answer?.value !== undefined && answer.errno === undefined ? capable : undefined;
}
