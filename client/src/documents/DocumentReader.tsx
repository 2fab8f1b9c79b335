import { type CardDocument, findParticipant, readCardDocument } from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import { type OpenedDocument, pagePicture } from '../boardParts/documents/OpenedDocument.ts'
import { sizeOnBoard } from '../boardParts/images/imageSize.ts'
import { useActivities } from '../boardParts/useActivities.ts'
import { serverPath } from '../connection/basePath.ts'
import panelStyles from '../details/details.module.css'
import { SidePanel } from '../details/SidePanel.tsx'
import { useCardDetails } from '../details/useCardDetails.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { undoIfLast } from '../sync/undoHistory.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { joinClasses } from '../ui/joinClasses.ts'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { DocumentPageView } from './DocumentPageView.tsx'
import { DocumentSearch } from './DocumentSearch.tsx'
import { useMarkedText } from './markedText.ts'
import { placePage, putExcerpt } from './putExcerpt.ts'
import styles from './reader.module.css'
import { usePages } from './usePages.ts'
import { useStoredFile } from './useStoredFile.ts'

export interface DocumentReaderProps {
	document: BoardDocument
	/** The card with the document. */
	card: string
	onClose: () => void
}

/** The reader of a card's document, beside the board (CASE4). */
export function DocumentReader({ document, card, onClose }: DocumentReaderProps) {
	const open = useCardDetails(document, card)
	const shown = open && readCardDocument(open.shape.meta)
	const isGone = shown === null
	useEffect(() => {
		if (isGone) onClose()
	}, [isGone, onClose])
	if (!shown) return null
	return (
		<SidePanel
			title={shown.name}
			onBack={null}
			onClose={onClose}
			data-kind="case"
			className={joinClasses(panelStyles['panel'], styles['reader'])}
		>
			<StoredDocument key={`${card} ${shown.path}`} {...{ document, card, shown }} />
		</SidePanel>
	)
}

type ShownDocument = Pick<DocumentReaderProps, 'document' | 'card'> & { shown: CardDocument }

function StoredDocument(props: ShownDocument) {
	const { t } = useTranslation(['documents', 'app'])
	const stored = useStoredFile(props.shown.path)
	if (stored.state === 'loading') return <p role="status">{t('loading')}</p>
	if (stored.state === 'open') return <OpenDocument {...props} opened={stored.opened} />
	const { code } = stored
	return <p role="alert">{code === 'not_found' ? t('gone') : t(`app:errors.${code}`)}</p>
}

const ZOOMS = [0.5, 0.75, 1, 1.5, 2, 3] as const
const HIGHLIGHT = 'charrette-document'
/** The proportions of an A4 page: its height by its width, until a page is known. */
const A4 = Math.SQRT2

function OpenDocument({ document, card, shown, opened }: ShownDocument & { opened: OpenedDocument }) {
	const { t } = useTranslation('documents')
	const scroller = useRef<HTMLElement>(null)
	const { current, width, goTo, onKeyDown } = usePages(scroller, opened.pages)
	const [zoom, setZoom] = useState<number>(ZOOMS.indexOf(1))
	const [query, setQuery] = useState('')
	const marks = useMarks()
	const first = shown.page ?? 1
	const isMeasured = width > 0
	useEffect(() => {
		if (!isMeasured) return
		scroller.current?.focus({ preventScroll: true })
		goTo(first)
	}, [isMeasured, first, goTo])
	const numbers = Array.from({ length: opened.pages }, (_, at) => at + 1)
	return (
		<>
			<div className={styles['bar']}>
				<PageTurner current={current} count={opened.pages} goTo={goTo} />
				<PresentPages {...{ document, card, current }} />
				<Button
					variant="quiet"
					size="small"
					icon="zoomOut"
					iconOnly
					aria-label={t('zoomOut')}
					title={t('zoomOut')}
					aria-disabled={zoom === 0 || undefined}
					onClick={() => setZoom(Math.max(0, zoom - 1))}
				/>
				<Button
					variant="quiet"
					size="small"
					icon="zoomIn"
					iconOnly
					aria-label={t('zoomIn')}
					title={t('zoomIn')}
					aria-disabled={zoom === ZOOMS.length - 1 || undefined}
					onClick={() => setZoom(Math.min(ZOOMS.length - 1, zoom + 1))}
				/>
				<a className={styles['download']} href={serverPath(shown.path)} download={shown.name} title={t('download')}>
					<Icon name="download" size={18} />
					<span className="visuallyHidden">{t('download')}</span>
				</a>
			</div>
			{opened.isSimplified && <p className={styles['hint']}>{t('simplified')}</p>}
			<DocumentSearch opened={opened} query={query} onQuery={setQuery} goTo={goTo} />
			<section
				ref={scroller}
				className={styles['pages']}
				// biome-ignore lint/a11y/noNoninteractiveTabindex: the pages are scrolled with the keyboard
				tabIndex={0}
				aria-label={t('pages')}
				onKeyDown={onKeyDown}
			>
				{numbers.map((number) => (
					<DocumentPageView
						key={number}
						{...{ opened, number, query, marks }}
						width={Math.round(width * (ZOOMS[zoom] ?? 1))}
						ratio={A4}
					/>
				))}
			</section>
			<ReaderActions {...{ document, card, shown, opened, current }} pages={scroller} />
		</>
	)
}

/** Presents the page that a facilitator reads, while this is pressed (CASE7). */
function PresentPages({
	document,
	card,
	current,
}: Pick<DocumentReaderProps, 'document' | 'card'> & { current: number }) {
	const { t } = useTranslation('documents')
	const { credentials } = useBoardPlace()
	const [isOn, setOn] = useState(false)
	const mayPresent = credentials.role === 'facilitator'
	const { presentedPage } = document
	useEffect(() => {
		if (isOn && mayPresent) presentedPage.set({ card, number: current })
		else presentedPage.set(null)
	}, [presentedPage, isOn, mayPresent, card, current])
	useEffect(() => () => presentedPage.set(null), [presentedPage])
	if (!mayPresent) return null
	return (
		<Button
			variant="quiet"
			size="small"
			icon="projector"
			title={t('presentHint')}
			aria-pressed={isOn}
			onClick={() => setOn(!isOn)}
		>
			{t('present')}
		</Button>
	)
}

/** Returns the set of ranges that are marked as matches; null in browsers without it. */
function useMarks(): Highlight | null {
	const [marks] = useState(() => ('highlights' in CSS ? new Highlight() : null))
	useEffect(() => {
		if (!marks) return undefined
		CSS.highlights.set(HIGHLIGHT, marks)
		return () => void CSS.highlights.delete(HIGHLIGHT)
	}, [marks])
	return marks
}

/** The number of the page, which can be typed, between buttons that turn the page. */
function PageTurner({ current, count, goTo }: { current: number; count: number; goTo: (page: number) => void }) {
	const { t } = useTranslation('documents')
	const [typed, setTyped] = useState<string | null>(null)
	const finish = () => {
		if (typed && /^\d+$/.test(typed)) goTo(Number(typed))
		setTyped(null)
	}
	return (
		<>
			<Button
				variant="quiet"
				size="small"
				icon="arrowLeft"
				iconOnly
				aria-label={t('previous')}
				title={t('previous')}
				onClick={() => goTo(current - 1)}
			/>
			<span className={styles['number']}>
				<input
					aria-label={t('pageField')}
					inputMode="numeric"
					value={typed ?? current}
					onChange={(event) => setTyped(event.target.value)}
					onBlur={finish}
					onKeyDown={(event) => event.key === 'Enter' && finish()}
				/>
				{t('pageCount', { count })}
			</span>
			<Button
				variant="quiet"
				size="small"
				icon="arrowRight"
				iconOnly
				aria-label={t('next')}
				title={t('next')}
				onClick={() => goTo(current + 1)}
			/>
		</>
	)
}

interface ReaderActionsProps extends ShownDocument {
	opened: OpenedDocument
	current: number
	pages: { current: HTMLElement | null }
}

/** The width of a page that is laid on the board, in pixels: enough to read it on a projector. */
const LAID_PIXELS = 1600

/** The buttons that put parts of the document on the board (CASE5). */
function ReaderActions({ document, card, shown, opened, current, pages }: ReaderActionsProps) {
	const { t } = useTranslation(['documents', 'board'])
	const { credentials, workshop, board } = useBoardPlace()
	const showToast = useToast()
	const attempt = useAttempt()
	const marked = useMarkedText(pages)
	const [isAdding, setAdding] = useState(false)
	const canWrite = useActivities(credentials.role, workshop, board).has('write')
	if (!canWrite) return null
	const { path, name } = shown
	const id = credentials.participant
	const makeCard = () => {
		if (!marked) return
		const { text, page } = marked
		const city = (id && findParticipant(workshop, id)?.city) || ''
		const source = t('source', { name, page })
		const made = putExcerpt(document, card, { text, from: { path, name, page }, source, author: { id, city } })
		if (made) showToast(t('cardMade'), 'note', { label: t('board:tools.undo'), onChoose: undoIfLast(document.undo) })
	}
	const addPage = async () => {
		setAdding(true)
		await attempt(async () => {
			const file = await pagePicture(await opened.page(current), { pixels: LAID_PIXELS, name })
			const preview = URL.createObjectURL(file)
			const { width, height } = await createImageBitmap(file)
			const rect = placePage(document.records, card, sizeOnBoard({ width, height }))
			const alt = t('pageAlt', { name, page: current })
			showToast(t('pageAdded'))
			void document.uploads.add([{ file, target: { type: 'board', rect, cluster: null, alt }, preview }])
		})
		setAdding(false)
	}
	return (
		<div className={styles['bar']}>
			<Button
				size="small"
				variant="primary"
				title={marked ? undefined : t('makeCardHint')}
				aria-disabled={!marked || undefined}
				// The press must not take the mark away.
				onPointerDown={(event) => event.preventDefault()}
				onMouseDown={(event) => event.preventDefault()}
				onClick={makeCard}
			>
				{t('makeCard')}
			</Button>
			<Button size="small" icon="image" busy={isAdding} onClick={() => void addPage()}>
				{t('addPage')}
			</Button>
			{!marked && <small>{t('makeCardHint')}</small>}
		</div>
	)
}
