import { CARD_KINDS, type CardKind } from './BoardContent.ts'
import { LOCALES, type LocalText } from './locales.ts'

/** The words for each kind in titles, in all languages of the interface, singular and plural. */
const WORDS: Record<CardKind, string> = {
	obstacle: 'obstacles?|barriers?|obstáculos?|障碍|阻碍',
	solution: 'solutions?|soluci(?:ón|ones)|对策|解决方案',
	case: 'cases?|casos?|cas|案例',
	resource: 'resources?|recursos?|ressources?|资源',
	// "核心问题" means "core problem", so it is excluded.
	question: 'questions?|preguntas?|(?<!核心)问题|疑问',
	action: 'actions?|acci(?:ón|ones)|next steps?|(?:próximos|siguientes) pasos|prochaines étapes|行动|下一步',
	note: 'notes?|notas?|便签|备注',
}

/**
 * The letters and digits of words with boundaries. Chinese is written without spaces, so its words
 * match anywhere.
 */
const LETTER = '[\\p{Script=Latin}\\p{Nd}]'

const PATTERNS = CARD_KINDS.map((kind): [CardKind, RegExp] => [
	kind,
	new RegExp(`(?<!${LETTER})(?:${WORDS[kind]})(?!${LETTER})`, 'iu'),
])
const WHOLE_PATTERNS = CARD_KINDS.map((kind): [CardKind, RegExp] => [kind, new RegExp(`^(?:${WORDS[kind]})$`, 'iu')])

/**
 * Returns the kind that a title is about, such as "Write obstacles"; null if it names none or
 * several.
 */
export function findKindInTitle(title: string): CardKind | null {
	return onlyMatch(PATTERNS, title)
}

/** Returns the kind whose name is the whole title, such as "Obstacles"; null if there is none. */
export function kindFromTitle(title: string): CardKind | null {
	return onlyMatch(WHOLE_PATTERNS, title.trim())
}

/**
 * Returns the kind that a phase is about, by its title or else its prompt, in any language; null if
 * there is none.
 */
export function kindOfPhase({ title, prompt }: { title: LocalText; prompt: LocalText }): CardKind | null {
	for (const text of [title, prompt])
		for (const locale of LOCALES) {
			const kind = findKindInTitle(text[locale] ?? '')
			if (kind) return kind
		}
	return null
}

function onlyMatch(patterns: readonly [CardKind, RegExp][], text: string): CardKind | null {
	const [first, ...more] = patterns.filter(([, pattern]) => pattern.test(text))
	return first && more.length === 0 ? first[0] : null
}
