import type { GroupId, UserId } from '../../model/index.ts';

const number = /^\d{1,10}$/;

/** A user as Docker, Compose, Podman and an image's USER write one: only digits are a number (moby/sys user, GetExecUser). */
export const userId = (text: string): UserId => (number.test(text) ? { uid: Number(text) } : { name: text });

/** The same for a group. */
export const groupId = (text: string): GroupId => (number.test(text) ? { gid: Number(text) } : { name: text });
