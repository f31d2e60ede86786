/** How mounts that are made later travel between host and container, by the words of mount(8) that every engine takes. */
export const isPropagation = (word: string): boolean => /^r?(?:private|shared|slave)$/.test(word);
