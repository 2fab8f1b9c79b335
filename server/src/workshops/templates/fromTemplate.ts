import type { Locale, LocalText, PhasePlan, Session, Workshop } from '@charrette/shared'
import { LOCALES, textIn } from '@charrette/shared'
import type { WorkshopDeps } from '../WorkshopDeps.ts'
import { drawSetUp } from './drawSetUp.ts'
import type { Template } from './Template.ts'

/** What a session takes over from a template: its title, and its phases in the languages of the workshop. */
export function planFrom(template: Template, { locale, locales }: Pick<Workshop, 'locale' | 'locales'>) {
	const phases = template.phases.map((phase): PhasePlan => {
		return { ...phase, title: spoken(phase.title, locales), prompt: spoken(phase.prompt, locales) }
	})
	return { title: textIn(template.title, locale), phases }
}

/** Draws what a template sets up on every board of a session that nobody has seen yet. */
export async function setUpBoards(
	deps: WorkshopDeps,
	{ boards }: Session,
	{ template, locale }: { template: Template; locale: Locale },
): Promise<void> {
	const drawn = boards.flatMap((board) => {
		const setUp = board.group === null ? template.plenary : template.group
		return setUp.clusters.length === 0 ? [] : [deps.rooms.write(board, (doc) => drawSetUp(doc, setUp, locale))]
	})
	await Promise.all(drawn)
}

function spoken(text: LocalText, locales: readonly Locale[]): LocalText {
	const entries = LOCALES.filter((locale) => locales.includes(locale)).map((locale) => [locale, textIn(text, locale)])
	return Object.fromEntries(entries) as LocalText
}
