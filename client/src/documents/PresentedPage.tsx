import { useEffect, useRef, useState } from 'react'
import type { OpenedDocument, PageDrawing } from '../boardParts/documents/OpenedDocument.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import styles from './presentedPage.module.css'
import { textOfPage } from './searchDocument.ts'
import { useStoredFile } from './useStoredFile.ts'

export interface PresentedPageProps {
	/** The document, and the name of its file. */
	path: string
	name: string
	/** The page, from 1 on; beyond the last page that one is shown. */
	number: number
	/** Called with the number of pages, once the document is open. */
	onCount: (count: number) => void
}

/** A page of a document that somebody presents, as large as its parent allows (CASE7). */
export function PresentedPage({ path, name, number, onCount }: PresentedPageProps) {
	const { t } = useTranslation(['documents', 'app'])
	const stored = useStoredFile(path)
	const count = stored.state === 'open' ? stored.opened.pages : 0
	useEffect(() => {
		if (count > 0) onCount(count)
	}, [count, onCount])
	if (stored.state === 'failed') {
		const { code } = stored
		return <p role="alert">{code === 'not_found' ? t('gone') : t(`app:errors.${code}`)}</p>
	}
	if (stored.state === 'loading') return <p role="status">{t('loading')}</p>
	return <FittedPage opened={stored.opened} number={Math.min(number, count)} name={name} />
}

/** A page that keeps the one before it until it is drawn. */
function FittedPage({ opened, number, name }: { opened: OpenedDocument; number: number; name: string }) {
	const { t } = useTranslation('documents')
	const box = useRef<HTMLDivElement>(null)
	const drawn = useRef<HTMLDivElement>(null)
	const [size, setSize] = useState<{ w: number; h: number } | null>(null)
	const [shown, setShown] = useState<{ number: number; text: string } | null>(null)
	const [hasFailed, setFailed] = useState(false)
	useEffect(() => {
		if (!box.current) return undefined
		const observer = new ResizeObserver(([entry]) => {
			if (entry) setSize({ w: Math.floor(entry.contentRect.width), h: Math.floor(entry.contentRect.height) })
		})
		observer.observe(box.current)
		return () => observer.disconnect()
	}, [])
	useEffect(() => {
		const parent = drawn.current
		if (!parent || !size || size.w <= 0 || size.h <= 0) return undefined
		let drawing: PageDrawing | null = null
		let isGone = false
		const show = async () => {
			const page = await opened.page(number)
			if (isGone) return
			const width = Math.min(size.w, (size.h * page.width) / page.height)
			drawing = page.draw(width * window.devicePixelRatio)
			const [text] = await Promise.all([textOfPage(opened, number), drawing.done])
			if (isGone) return
			drawing.canvas.style.width = `${width}px`
			drawing.canvas.setAttribute('aria-hidden', 'true')
			parent.replaceChildren(drawing.canvas)
			setFailed(false)
			setShown({ number, text })
		}
		show().catch(() => !isGone && setFailed(true))
		return () => {
			isGone = true
			drawing?.cancel()
		}
	}, [opened, number, size])
	const label = shown ? t('pageAlt', { name, page: shown.number }) : name
	return (
		<section ref={box} className={styles['page']} aria-label={label} data-presented-page={shown?.number}>
			<div ref={drawn} />
			<p className="visuallyHidden">{shown?.text}</p>
			{hasFailed && <p role="alert">{t('pageFailed')}</p>}
		</section>
	)
}
