import { useEffect, useRef, useState } from 'react'
import type { OpenedDocument, PageDrawing } from '../boardParts/documents/OpenedDocument.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import styles from './reader.module.css'
import { matchesIn } from './searchDocument.ts'

interface DocumentPageViewProps {
	opened: OpenedDocument
	number: number
	/** The width in px, and the height of a page in relation to it until the page is known. */
	width: number
	ratio: number
	/** The text to mark. */
	query: string
	/** The ranges that are marked, which the reader shows. */
	marks: Highlight | null
}

/**
 * A page of a document: its drawing, and its text over it, which can be marked and is read by
 * screen readers. Both are made while the page is near the viewport.
 */
export function DocumentPageView({ opened, number, width, ratio, query, marks }: DocumentPageViewProps) {
	const { t } = useTranslation('documents')
	const frame = useRef<HTMLElement>(null)
	const layers = useRef<HTMLDivElement>(null)
	const isNear = useIsNear(frame, width > 0)
	const [ownRatio, setOwnRatio] = useState<number | null>(null)
	const [text, setText] = useState<HTMLElement | null>(null)
	const [hasFailed, setFailed] = useState(false)
	useEffect(() => {
		const parent = layers.current
		if (!isNear || !parent || width <= 0) return undefined
		let drawing: PageDrawing | null = null
		let isGone = false
		const show = async () => {
			const page = await opened.page(number)
			if (isGone) return
			setOwnRatio(page.height / page.width)
			drawing = page.draw(width * window.devicePixelRatio)
			const layer = document.createElement('div')
			layer.className = styles['text'] ?? ''
			await Promise.all([drawing.done, page.addText(layer, width / page.width)])
			if (isGone) return
			drawing.canvas.setAttribute('aria-hidden', 'true')
			parent.replaceChildren(drawing.canvas, layer)
			setFailed(false)
			setText(layer)
		}
		show().catch(() => !isGone && setFailed(true))
		return () => {
			isGone = true
			drawing?.cancel()
		}
	}, [opened, number, width, isNear])
	useEffect(() => {
		if (isNear) return
		// The memory of a page that is far away is freed.
		layers.current?.replaceChildren()
		setText(null)
	}, [isNear])
	useEffect(() => {
		const ranges = text && marks ? matchesIn(text, query) : []
		for (const range of ranges) marks?.add(range)
		return () => {
			for (const range of ranges) marks?.delete(range)
		}
	}, [text, query, marks])
	return (
		<section
			ref={frame}
			className={styles['page']}
			style={{ width, height: Math.round(width * (ownRatio ?? ratio)) }}
			aria-label={t('page', { page: number })}
			data-page={number}
		>
			<div ref={layers} />
			{hasFailed && <p role="alert">{t('pageFailed')}</p>}
		</section>
	)
}

/** Returns whether an element is in the viewport, or at most one screen away from it. */
function useIsNear(element: React.RefObject<HTMLElement | null>, isMeasured: boolean): boolean {
	const [isNear, setNear] = useState(false)
	useEffect(() => {
		if (!isMeasured || !element.current) return undefined
		const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting === true), {
			root: element.current.parentElement,
			rootMargin: '100% 0px',
		})
		observer.observe(element.current)
		return () => observer.disconnect()
	}, [element, isMeasured])
	return isNear
}
