import { type LocalText, PHASE_DEFAULTS, type PhaseKind, type PhasePlan } from '@charrette/shared'

const DEFAULT_MINUTES = 10

/** A phase that nobody has named yet. */
export function newPhase(kind: PhaseKind = 'write'): PhasePlan {
	return { kind, title: {}, prompt: {}, minutes: DEFAULT_MINUTES, ...PHASE_DEFAULTS[kind], isPrivate: false }
}

/** The phase as one of another kind, with what people usually may do in it; only who writes can do so in private. */
export function withKind(phase: PhasePlan, kind: PhaseKind): PhasePlan {
	return { ...phase, kind, ...PHASE_DEFAULTS[kind], isPrivate: phase.isPrivate && kind === 'write' }
}

/** The phase without blanks around its texts, and without languages in which nothing is said. */
export function trimPhase(phase: PhasePlan): PhasePlan {
	return { ...phase, title: trimTexts(phase.title), prompt: trimTexts(phase.prompt) }
}

/** What is another in the second phase: the rest may have been changed by somebody else meanwhile. */
export function changesOf(before: PhasePlan, after: PhasePlan): Partial<PhasePlan> {
	const fields = Object.keys(after) as (keyof PhasePlan)[]
	const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
	return Object.fromEntries(changed.map((field) => [field, after[field]]))
}

/** Whether the phase has a name in any language. */
export function hasTitle(phase: PhasePlan): boolean {
	return Object.keys(trimPhase(phase).title).length > 0
}

function trimTexts(text: LocalText): LocalText {
	const said = Object.entries(text).map(([locale, words]) => [locale, words.trim()] as const)
	return Object.fromEntries(said.filter(([, words]) => words !== ''))
}
