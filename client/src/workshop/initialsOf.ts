const HAN = /\p{Script=Han}/u

/** Up to two letters that stand for a name: `Ana María Ruiz` is AR, `李明` is 明 (the given name is what tells people apart). */
export function initialsOf(name: string): string {
	const words = name.trim().split(/\s+/).filter(Boolean)
	const first = [...(words[0] ?? '')]
	if (first.length === 0) return '?'
	if (words.length === 1) return HAN.test(name) ? (first.at(-1) ?? '?') : (first[0] ?? '?').toUpperCase()
	const last = [...(words.at(-1) ?? '')]
	return `${first[0] ?? ''}${last[0] ?? ''}`.toUpperCase()
}
