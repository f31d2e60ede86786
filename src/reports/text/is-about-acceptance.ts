import type { Finding } from '../../model/index.ts';

/** Is it of the control whose findings are about acceptances, not about containers (risks/control.ts)? */
export const isAboutAcceptance = ({ control }: Finding): boolean => control === 'accepted-risk';
