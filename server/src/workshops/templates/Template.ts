import type { LocalText, PhaseKind, PhasePlan, TemplateId } from '@charrette/shared'
import { PHASE_DEFAULTS } from '@charrette/shared'

/** A cluster that is set up: a titled place for cards, in board units. */
export interface SetUpCluster {
	title: LocalText
	x: number
	y: number
	w: number
	h: number
}

/** What is set up on a board: clusters, and lines from point to point. */
export interface SetUp {
	clusters: SetUpCluster[]
	lines: [number, number][][]
}

/** A way of working, ready to run: its phases, and what is set up on every group's board and on the plenary one. */
export interface Template {
	id: TemplateId
	title: LocalText
	phases: PhasePlan[]
	group: SetUp
	plenary: SetUp
}

/** A text in all four languages. */
export function say(en: string, zh: string, es: string, fr: string): LocalText {
	return { en, 'zh-CN': zh, es, fr }
}

/** A phase with what goes with its kind, unless `more` says otherwise. */
export function phase(
	kind: PhaseKind,
	minutes: number,
	{ title, prompt, ...more }: Pick<PhasePlan, 'title' | 'prompt'> & Partial<PhasePlan>,
): PhasePlan {
	return { kind, minutes, title, prompt, isPrivate: false, ...PHASE_DEFAULTS[kind], ...more }
}
