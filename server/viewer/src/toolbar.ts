import { LOCALES, type Locale } from '@charrette/shared'
import type { ViewerBoard, ViewerFile } from '../../src/export/viewer/ViewerFile.ts'
import { button, make, makeSvg, toolbarIcon } from './dom.ts'
import { type Texts, textsIn } from './texts.ts'

const VIEWS = ['board', 'list'] as const
export type View = (typeof VIEWS)[number]

/** The state of the toolbar, and its callbacks. */
export interface ToolbarScene {
	file: ViewerFile
	board: ViewerBoard
	texts: Texts
	view: View
	/** The number of active filter criteria. */
	criteria: number
	theme: Theme
	/** The search field, which stays the same element when the toolbar is rebuilt. */
	search: HTMLElement
	onBoard(id: string): void
	onView(view: View): void
	onFilter(): void
	onLocale(locale: Locale): void
}

/** Builds the toolbar above the board. */
export function buildToolbar(scene: ToolbarScene): Node[] {
	const { file, texts, view, criteria, theme } = scene
	const { t } = texts
	const views = VIEWS.map((name) =>
		button(
			{
				icon: name === 'board' ? 'canvas' : 'list',
				label: t(name),
				text: t(name),
				'aria-pressed': String(name === view),
				'data-view': name,
			},
			() => scene.onView(name),
		),
	)
	const filter = button({ icon: 'filter', label: t('filter'), class: 'filterButton' }, scene.onFilter)
	// The number of criteria is part of the accessible name.
	filter.removeAttribute('aria-label')
	filter.append(make('span', { class: 'unseen' }, t('filter')))
	if (criteria > 0) filter.append(make('b', {}, String(criteria)))
	const dark = button({ icon: 'contrast', label: t('dark') }, () => {
		theme.toggle()
		dark.setAttribute('aria-pressed', String(theme.isDark()))
	})
	dark.setAttribute('aria-pressed', String(theme.isDark()))
	const language = choice({
		label: t('language'),
		value: texts.locale,
		options: LOCALES.map((locale) => make('option', { value: locale, lang: locale }, textsIn(locale).t('name'))),
		onChange: (value) => scene.onLocale(value as Locale),
	})
	return [
		logo(),
		make('div', { class: 'title' }, ...titleOf(scene)),
		scene.search,
		filter,
		make('div', { class: 'views', role: 'group', 'aria-label': t('view') }, ...views),
		dark,
		make('div', { class: 'language' }, toolbarIcon('globe'), language),
		make('p', { class: 'paper' }, countsOf(file, scene.board, texts)),
	]
}

function titleOf({ file, board, texts, onBoard }: ToolbarScene): Node[] {
	const { boards, workshop } = file
	if (boards.length === 1) {
		const subtitle = [workshop, board.session].filter(Boolean).join(' · ')
		return [make('h1', { dir: 'auto' }, board.title), make('p', { dir: 'auto' }, subtitle)]
	}
	const sessions = [...new Set(boards.map(({ session }) => session))]
	const optionsOf = (session: string) =>
		boards.filter((other) => other.session === session).map(({ id, title }) => make('option', { value: id }, title))
	const options =
		sessions.length === 1
			? optionsOf(sessions[0] ?? '')
			: sessions.map((session) => make('optgroup', { label: session }, ...optionsOf(session)))
	return [
		make('h1', { dir: 'auto' }, workshop),
		choice({ label: texts.t('boards'), value: board.id, options, onChange: onBoard }),
	]
}

/** Returns the date of the export, the counts of a board, and the note on translations. */
export function countsOf({ at, note }: ViewerFile, { cards, coverage }: ViewerBoard, { t, date }: Texts): string {
	const { obstacles, answered, open } = coverage
	const figures = t('figures', { cards: cards.length, obstacles, answered, open })
	return [t('asOf', { date: date(at) }), figures, note].filter(Boolean).join(' · ')
}

interface Choice {
	label: string
	value: string
	options: readonly HTMLElement[]
	onChange(value: string): void
}

function choice({ label, value, options, onChange }: Choice): HTMLSelectElement {
	const select = make('select', { 'aria-label': label, title: label }, ...options)
	select.value = value
	select.addEventListener('change', () => onChange(select.value))
	return select
}

/** Returns the logo of Charrette: two cards with a link. */
function logo(): SVGElement {
	const size = 28
	const card = { width: 9, height: 6.5, rx: 1.6 }
	return makeSvg(
		'svg',
		{ class: 'logo', width: size, height: size, viewBox: '0 0 28 28', role: 'img', 'aria-label': 'Charrette' },
		makeSvg('rect', { width: size, height: size, rx: 7, class: 'ground' }),
		makeSvg('rect', { ...card, x: 5, y: 6 }),
		makeSvg('rect', { ...card, x: 14, y: 15.5, class: 'other' }),
		makeSvg('path', { d: 'M9.5 12.5v6.2h4.3', class: 'link' }),
	)
}

/** The theme: light or dark. Follows the system until the reader chooses one. */
interface Theme {
	isDark(): boolean
	toggle(): void
	/** Switches to light for printing. Returns the undo function. */
	lighten(): () => void
}

/** Sets the theme on the root element, and follows the system. */
export function watchTheme(): Theme {
	const root = document.documentElement
	const system = matchMedia('(prefers-color-scheme: dark)')
	let isChosen = false
	const isDark = () => root.dataset['theme'] === 'dark'
	const show = (dark: boolean) => {
		root.dataset['theme'] = dark ? 'dark' : 'light'
	}
	show(system.matches)
	system.addEventListener('change', () => {
		if (!isChosen) show(system.matches)
	})
	return {
		isDark,
		toggle() {
			isChosen = true
			show(!isDark())
		},
		lighten() {
			const before = isDark()
			show(false)
			return () => show(before)
		},
	}
}
