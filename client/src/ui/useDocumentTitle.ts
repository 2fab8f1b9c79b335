import { useEffect } from 'react'

/** Shows this title, or the product's name alone, as the title of the browser's tab. */
export function useDocumentTitle(title: string | null): void {
	useEffect(() => {
		document.title = title ? `${title} · Charrette` : 'Charrette'
	}, [title])
}
