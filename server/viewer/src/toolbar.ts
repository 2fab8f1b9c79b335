import { LOCALES, type Locale } from '@charrette/shared'
import type { ViewerBoard, ViewerFile } from '../../src/export/viewer/ViewerFile.ts'
import { button, make, makeSvg, toolbarIcon } from './dom.ts'
import { type Texts, textsIn } from './texts.ts'

const VIEWS = ['board', 'list'] as const
export type View = (typeof VIEWS)[number]

/** What the bar shows, and whom it tells. */
export interface ToolbarScene {
	file: ViewerFile
	board: ViewerBoard
	speech: Texts
	view: View
	/** How many things the filter asks for. */
	asked: number
	theme: Theme
	/** The search field, which lives on while the bar is made anew. */
	search: HTMLElement
	onBoard(id: string): void
	onView(view: View): void
	onFilter(): void
	onLocale(locale: Locale): void
}

/** The bar above the boards: what one sees, and the ways to look at it. */
export function buildToolbar(scene: ToolbarScene): Node[] {
	const { file, speech, view, asked, theme } = scene
	const { t } = speech
	const views = VIEWS.map((name) =>
		button(
			{
				icon: name === 'board' ? 'canvas' : 'list',
				label: t(name),
				words: t(name),
				'aria-pressed': String(name === view),
				'data-view': name,
			},
			() => scene.onView(name),
		),
	)
	const filter = button({ icon: 'filter', label: t('filter'), class: 'filterButton' }, scene.onFilter)
	// What is asked for belongs to its name.
	filter.removeAttribute('aria-label')
	filter.append(make('span', { class: 'unseen' }, t('filter')))
	if (asked > 0) filter.append(make('b', {}, String(asked)))
	const dark = button({ icon: 'contrast', label: t('dark') }, () => {
		theme.toggle()
		dark.setAttribute('aria-pressed', String(theme.isDark()))
	})
	dark.setAttribute('aria-pressed', String(theme.isDark()))
	const language = choice({
		label: t('language'),
		value: speech.locale,
		options: LOCALES.map((locale) => make('option', { value: locale, lang: locale }, textsIn(locale).t('name'))),
		onChange: (value) => scene.onLocale(value as Locale),
	})
	return [
		mark(),
		make('div', { class: 'title' }, ...titleOf(scene)),
		scene.search,
		filter,
		make('div', { class: 'views', role: 'group', 'aria-label': t('view') }, ...views),
		dark,
		make('div', { class: 'language' }, toolbarIcon('globe'), language),
		make('p', { class: 'paper' }, figuresOf(file, scene.board, speech)),
	]
}

function titleOf({ file, board, speech, onBoard }: ToolbarScene): Node[] {
	const { boards, workshop } = file
	if (boards.length === 1) {
		const about = [workshop, board.session].filter(Boolean).join(' · ')
		return [make('h1', { dir: 'auto' }, board.title), make('p', { dir: 'auto' }, about)]
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
		choice({ label: speech.t('boards'), value: board.id, options, onChange: onBoard }),
	]
}

/** When the boards were so, and what is on this one. */
export function figuresOf({ at }: ViewerFile, { cards, coverage }: ViewerBoard, { t, date }: Texts): string {
	const { obstacles, answered, open } = coverage
	return `${t('asOf', { date: date(at) })} · ${t('figures', { cards: cards.length, obstacles, answered, open })}`
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

/** Charrette's mark: two cards and the link between them. */
function mark(): SVGElement {
	const size = 28
	const card = { width: 9, height: 6.5, rx: 1.6 }
	return makeSvg(
		'svg',
		{ class: 'mark', width: size, height: size, viewBox: '0 0 28 28', role: 'img', 'aria-label': 'Charrette' },
		makeSvg('rect', { width: size, height: size, rx: 7, class: 'ground' }),
		makeSvg('rect', { ...card, x: 5, y: 6 }),
		makeSvg('rect', { ...card, x: 14, y: 15.5, class: 'other' }),
		makeSvg('path', { d: 'M9.5 12.5v6.2h4.3', class: 'way' }),
	)
}

/** Light or dark: the reader's system says so until they choose. */
interface Theme {
	isDark(): boolean
	toggle(): void
	/** On paper it is light. Returns its undo. */
	lighten(): () => void
}

/** Shows the theme on the root element, and follows the system. */
export function followTheme(): Theme {
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
