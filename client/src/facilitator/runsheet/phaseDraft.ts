import { LOCALES, type Locale, type LocalText, PHASE_DEFAULTS, type PhaseKind, type PhasePlan } from '@charrette/shared'

const DEFAULT_MINUTES = 10

/** Returns a new phase, without a title. */
export function newPhase(kind: PhaseKind = 'write'): PhasePlan {
	return { kind, title: {}, prompt: {}, minutes: DEFAULT_MINUTES, ...PHASE_DEFAULTS[kind], isPrivate: false }
}

/**
 * Returns the phase with another kind and that kind's default permissions. Only a writing phase can
 * be private.
 */
export function withKind(phase: PhasePlan, kind: PhaseKind): PhasePlan {
	return { ...phase, kind, ...PHASE_DEFAULTS[kind], isPrivate: phase.isPrivate && kind === 'write' }
}

/** Returns the phase with trimmed texts, without languages whose text is empty. */
export function trimPhase(phase: PhasePlan): PhasePlan {
	return { ...phase, title: trimTexts(phase.title), prompt: trimTexts(phase.prompt) }
}

/**
 * Returns the phase without texts in other languages than these whose text in these languages has
 * changed: nobody edited them with it.
 */
export function withoutOutdated(before: PhasePlan, after: PhasePlan, locales: readonly Locale[]): PhasePlan {
	const keep = (was: LocalText, is: LocalText): LocalText =>
		locales.every((locale) => (was[locale] ?? '') === (is[locale] ?? '')) ? is : textsIn(is, locales)
	return { ...after, title: keep(before.title, after.title), prompt: keep(before.prompt, after.prompt) }
}

function textsIn(text: LocalText, locales: readonly Locale[]): LocalText {
	return Object.fromEntries(
		LOCALES.flatMap((locale) => (locales.includes(locale) && text[locale] ? [[locale, text[locale]]] : [])),
	)
}

/**
 * Returns the fields that differ in `after`. Only these are sent, because another facilitator may
 * have changed the other fields meanwhile.
 */
export function changesOf(before: PhasePlan, after: PhasePlan): Partial<PhasePlan> {
	const fields = Object.keys(after) as (keyof PhasePlan)[]
	const changed = fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
	return Object.fromEntries(changed.map((field) => [field, after[field]]))
}

/** Returns whether the phase has a title in any language. */
export function hasTitle(phase: PhasePlan): boolean {
	return Object.keys(trimPhase(phase).title).length > 0
}

function trimTexts(text: LocalText): LocalText {
	const trimmed = Object.entries(text).map(([locale, value]) => [locale, value.trim()] as const)
	return Object.fromEntries(trimmed.filter(([, value]) => value !== ''))
}
