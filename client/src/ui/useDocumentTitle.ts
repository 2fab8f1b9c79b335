import { useEffect } from 'react'

/** Names the browser's tab after what the page shows. */
export function useDocumentTitle(title: string | null): void {
	useEffect(() => {
		document.title = title ? `${title} · Charrette` : 'Charrette'
	}, [title])
}
