import { type LocalText, PHASE_DEFAULTS, type PhaseKind, type PhasePlan, type TemplateId } from '@charrette/shared'

interface LayoutCluster {
	title: LocalText
	x: number
	y: number
	w: number
	h: number
}

/** The locked layer of a board: clusters, and lines through points. */
export interface BoardLayout {
	clusters: LayoutCluster[]
	lines: [number, number][][]
}

/** A method: its phases, and the layouts of group boards and of the plenary board. */
export interface Template {
	id: TemplateId
	title: LocalText
	phases: PhasePlan[]
	group: BoardLayout
	plenary: BoardLayout
}

/** Returns a text in all four languages. */
export function localText(en: string, zh: string, es: string, fr: string): LocalText {
	return { en, 'zh-CN': zh, es, fr }
}

/** Returns a phase with the defaults of its kind; `more` overrides them. */
export function phasePlan(
	kind: PhaseKind,
	minutes: number,
	{ title, prompt, ...more }: Pick<PhasePlan, 'title' | 'prompt'> & Partial<PhasePlan>,
): PhasePlan {
	return { kind, minutes, title, prompt, isPrivate: false, ...PHASE_DEFAULTS[kind], ...more }
}

/**
 * Returns a vote phase with three dots per person, on all kinds of card or on the kinds that its
 * prompt names. Its timer starts with it.
 */
export function dotVote(prompt: LocalText, more: Pick<PhasePlan, 'votedKinds'> = {}): PhasePlan {
	return phasePlan('vote', 5, {
		title: localText('Dot vote', '投票', 'Votación por puntos', 'Vote par points'),
		prompt,
		startsTimer: true,
		...more,
	})
}

/** Returns a phase in which groups present their results. */
export function reportBack(prompt: LocalText, minutes = 20): PhasePlan {
	return phasePlan('present', minutes, {
		title: localText('Report back', '汇报', 'Puesta en común', 'Mise en commun'),
		prompt,
	})
}

/** Gap between clusters, with room for their titles above them. */
const GAP = 100

interface Size {
	w: number
	h: number
}

export const EMPTY_LAYOUT: BoardLayout = { clusters: [], lines: [] }

/** Returns clusters in rows of `perRow`. */
export function clusterGrid(titles: readonly LocalText[], perRow: number, { w, h }: Size): LayoutCluster[] {
	return titles.map((title, index) => ({
		title,
		x: (index % perRow) * (w + GAP),
		y: Math.floor(index / perRow) * (h + GAP),
		w,
		h,
	}))
}

/** Returns a layout with clusters side by side. */
export function columnLayout(titles: readonly LocalText[], size: Size): BoardLayout {
	return { clusters: clusterGrid(titles, titles.length, size), lines: [] }
}

/** Returns a layout with clusters below each other. */
export function rowLayout(titles: readonly LocalText[], size: Size): BoardLayout {
	return { clusters: clusterGrid(titles, 1, size), lines: [] }
}
