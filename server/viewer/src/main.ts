import { LOCALES, type Locale } from '@charrette/shared'
import type { ViewerBoard, ViewerFile } from '../../src/export/viewer/ViewerFile.ts'
import { make } from './dom.ts'
import './style.css'
import { textsIn } from './texts.ts'
import { Viewer } from './Viewer.ts'

/* The off-line viewer: shows the boards in its page. Makes no requests and stores nothing. */

/** Phones start with the list, as in the workshop. */
const PHONE = '(max-width: 700px)'

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
	let undoPrint = () => {}
	addEventListener('beforeprint', () => {
		undoPrint = viewer.prepareForPrint()
	})
	addEventListener('afterprint', () => undoPrint())
}

/** Returns the board in the fragment of the address. */
function namedBoard(): ViewerBoard | undefined {
	return file.boards.find(({ id }) => id === location.hash.slice(1))
}

/**
 * Returns the language of the browser if the viewer has it; otherwise the language of the export.
 */
function readersLocale(): Locale {
	const [language] = navigator.languages.map((tag) => tag.split('-')[0])
	return LOCALES.find((locale) => locale.split('-')[0] === language) ?? file.locale
}
