import type { Plugin } from 'vite'
import { texts as app } from './src/i18n/app/en.ts'
import { texts as archive } from './src/i18n/archive/en.ts'
import { texts as board } from './src/i18n/board/en.ts'
import { texts as dashboard } from './src/i18n/dashboard/en.ts'
import { texts as exchange } from './src/i18n/exchange/en.ts'
import { texts as history } from './src/i18n/history/en.ts'
import { texts as home } from './src/i18n/home/en.ts'
import { texts as host } from './src/i18n/host/en.ts'
import { texts as imports } from './src/i18n/import/en.ts'
import type { TextsByNamespace } from './src/i18n/texts.ts'

const english: TextsByNamespace = { app, archive, board, dashboard, exchange, history, home, host, import: imports }

/**
 * Writes the English texts into the build as `texts.json`. The server uses them to check the
 * languages that a host adds, and `charrette languages --template` uses them to start a new
 * language (LANG3). No page fetches the file.
 */
export function writeEnglishTexts(): Plugin {
	return {
		name: 'charrette-english-texts',
		apply: 'build',
		generateBundle() {
			this.emitFile({ type: 'asset', fileName: 'texts.json', source: JSON.stringify(english) })
		},
	}
}
