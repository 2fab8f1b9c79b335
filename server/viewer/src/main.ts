import { LOCALES, type Locale } from '@charrette/shared'
import type { ViewerBoard, ViewerFile } from '../../src/export/viewer/ViewerFile.ts'
import { make } from './dom.ts'
import './style.css'
import { textsIn } from './texts.ts'
import { Viewer } from './Viewer.ts'

/** On a phone the list is the first page, as in the workshop. */
const PHONE = '(max-width: 700px)'

/* The off-line viewer: it reads the boards that lie in its page, and draws them. It fetches nothing and keeps nothing. */
const file = JSON.parse(document.getElementById('file')?.textContent ?? '') as ViewerFile
const [first] = file.boards
if (first) start(namedBoard() ?? first)
else document.body.append(make('p', { class: 'nothing' }, textsIn(readersLocale()).t('empty')))

function start(board: ViewerBoard): void {
	const viewer = new Viewer(file, board, readersLocale())
	if (matchMedia(PHONE).matches) viewer.showView('list')
	addEventListener('hashchange', () => {
		const named = namedBoard()
		if (named) viewer.showBoard(named)
	})
	let undoPaper = () => {}
	addEventListener('beforeprint', () => {
		undoPaper = viewer.layOnPaper()
	})
	addEventListener('afterprint', () => undoPaper())
}

/** The board that the address names after its #. */
function namedBoard(): ViewerBoard | undefined {
	return file.boards.find(({ id }) => id === location.hash.slice(1))
}

/** The reader's own language, where it is one of ours; else the one that the page was made in. */
function readersLocale(): Locale {
	const [language] = navigator.languages.map((tag) => tag.split('-')[0])
	return LOCALES.find((locale) => locale.split('-')[0] === language) ?? file.locale
}
