import { useEffect } from 'react'

/** Sets the title of the browser's tab: this title, or only the product's name if it is null. */
export function useDocumentTitle(title: string | null): void {
	useEffect(() => {
		document.title = title ? `${title} · Charrette` : 'Charrette'
	}, [title])
}
