import {
	type BoardTranslations,
	LIMITS,
	type PeoplesTranslation,
	type Records,
	readTranslations,
	TEXT_KEY,
	textOf,
	translationOf,
} from '@charrette/shared'

/** Returns the translations into a language that people wrote of cards, by the ids of the cards. */
export function findPeoples(
	records: Records,
	ids: readonly string[],
	to: string | null,
): ReadonlyMap<string, PeoplesTranslation> {
	if (to === null) return new Map()
	return new Map(
		ids.flatMap((id): [string, PeoplesTranslation][] => {
			const record = records.get(id)
			const text = textOf(records, id, TEXT_KEY)?.toString().slice(0, LIMITS.maxCardTextLength)
			if (!record || text === undefined) return []
			const found = translationOf({ text, translations: readTranslations(Object.fromEntries(record.entries())) }, to)
			return found ? [[id, found]] : []
		}),
	)
}

interface Peoples {
	texts: ReadonlyMap<string, string>
	peoples: ReadonlyMap<string, PeoplesTranslation>
	/** Whether the authors are left out (ANON1). */
	isAnonymous: boolean
}

/**
 * Adds the translations of people to those of the machine. They replace these, except that a stale
 * one is only added if the machine has none (READ5a).
 */
export function addPeoples(answer: BoardTranslations, { texts, peoples, isAnonymous }: Peoples): BoardTranslations {
	const isByMachine = new Set(answer.translations.map(({ id }) => id))
	const added = [...peoples].flatMap(([id, { text, isStale, by }]) => {
		if (isByMachine.has(id)) return []
		const [from, original] = [answer.languages[id] ?? '', texts.get(id) ?? '']
		return [{ id, text, from, original, by: isAnonymous ? null : (by ?? null), isStale }]
	})
	return { ...answer, translations: [...answer.translations, ...added] }
}
