import { type Command, Option } from 'commander';
import { imagePlaces } from './choice.ts';

/** The options of every command that takes image:NAME. */
export const imageOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--from <place>', 'where image:NAME is looked for (default: what is here first, then the registry)').choices(imagePlaces),
    )
    .option(
      '--platform <os/arch>',
      'which image of image:NAME is meant: linux/arm64, linux/arm/v6 (default: what is here; of a registry that of this machine)',
    )
    .option('--store <folder>', "a store of Podman that image:NAME is read from: another user's ~/.local/share/containers/storage");
