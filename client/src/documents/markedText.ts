import { useEffect, useState } from 'react'

/** A text that is marked in a page of the reader. */
export interface MarkedText {
	text: string
	page: number
}

/** Returns the text that is marked in a page inside this element; null without one. */
export function useMarkedText(pages: { current: HTMLElement | null }): MarkedText | null {
	const [marked, setMarked] = useState<MarkedText | null>(null)
	useEffect(() => {
		const onChange = () => setMarked(readMarkedText(pages.current))
		document.addEventListener('selectionchange', onChange)
		return () => document.removeEventListener('selectionchange', onChange)
	}, [pages])
	return marked
}

function readMarkedText(pages: HTMLElement | null): MarkedText | null {
	const selection = document.getSelection()
	const anchor = selection?.anchorNode
	if (!selection || !anchor || !pages?.contains(anchor)) return null
	const element = anchor instanceof Element ? anchor : anchor.parentElement
	const page = Number(element?.closest<HTMLElement>('[data-page]')?.dataset['page'])
	const text = joinLines(selection.toString())
	return text === '' || !Number.isInteger(page) ? null : { text, page }
}

/** Joins the lines of a marked text as its language does: Chinese without spaces. */
export function joinLines(text: string): string {
	return text
		.replace(/(?<=\p{Ll})-\s*\n\s*(?=\p{Ll})/gu, '')
		.replace(/\s+/g, ' ')
		.replace(/(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uffef]) (?=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])/gu, '')
		.trim()
}
