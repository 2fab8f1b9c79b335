import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { enterBasePath, routePath } from './connection/basePath.ts'
import { fetchChunk, fetchChunkOnce } from './connection/fetchChunk.ts'
import { replaceBlockedStorage } from './connection/replaceBlockedStorage.ts'
import { startI18n } from './i18n/useTranslation.ts'
import { App } from './pages/App.tsx'
import { HomePage } from './pages/lazyPages.ts'
import './ui/fonts.css'
import './ui/tokens.css'
import './ui/base.css'
import { watchTheme } from './ui/theme.ts'
import { watchVisibleArea } from './ui/visibleArea.ts'

const root = document.getElementById('root')
if (!root) throw new Error('index.html lacks #root')
replaceBlockedStorage(window)
addEventListener('error', ({ error, message }) => report(error ?? message))
addEventListener('unhandledrejection', ({ reason }) => report(reason))
watchTheme()
watchVisibleArea()
// If the texts cannot be fetched, startFailure.js shows an error.
const texts = fetchChunk(startI18n)
// Fetched at the same time as the texts, in the language that is known by now.
if (routePath(location.pathname) === '/') HomePage.prefetch()
// Not awaited: with a top-level await, a chunk of texts that shares a module with this chunk would
// wait for this chunk, which would wait for it (deadlock).
void texts.then(() => {
	if (enterBasePath()) return
	// An error that a boundary has caught is reported like any other (HOST11).
	createRoot(root, { onCaughtError: (error) => reportError(error) }).render(
		<StrictMode>
			<App />
		</StrictMode>,
	)
})

function report(thrown: unknown): void {
	fetchChunkOnce(() => import('./connection/reportErrors.ts'))
		.then(({ reportUncaught }) => reportUncaught(thrown))
		// Without a connection the error is not reported.
		.catch(() => {})
}
