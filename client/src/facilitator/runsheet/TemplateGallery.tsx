import { localize, TEMPLATE_IDS, type TemplateId, type TemplateOffer } from '@charrette/shared'
import { useEffect, useId, useState } from 'react'
import { fetchTemplates } from '../../connection/api/server.ts'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import styles from './TemplateGallery.module.css'

interface TemplateGalleryProps {
	value: TemplateId | ''
	onChange: (template: TemplateId | '') => void
}

/**
 * The choice of a template for a new session: each with a picture of its boards, and the phases of
 * the chosen one. Without a template the run sheet is empty.
 */
export function TemplateGallery({ value, onChange }: TemplateGalleryProps) {
	const { t } = useTranslation()
	const locale = useLocale()
	const name = useId()
	const templates = useTemplates()
	const chosen = templates.find(({ id }) => id === value)
	const options = [
		{ id: '' as const, title: t('template.none'), board: EMPTY },
		...templates.map(({ id, title, board }) => ({ id, title: localize(title, locale), board })),
	]
	return (
		<fieldset className={styles['template']}>
			<legend>{t('template.label')}</legend>
			<div className={styles['gallery']}>
				{options.map(({ id, title, board }) => (
					<label key={id}>
						<input type="radio" name={name} checked={id === value} onChange={() => onChange(id)} />
						<BoardPicture board={board} />
						<span>{title}</span>
					</label>
				))}
				{/* The form below must not move under the pointer when the templates arrive. */}
				{templates.length === 0 && TEMPLATE_IDS.map((id) => <div key={id} className={styles['pending']} />)}
			</div>
			<p>{chosen ? chosen.phases.map((phase) => localize(phase.title, locale)).join(' → ') : t('template.hint')}</p>
		</fieldset>
	)
}

const EMPTY: TemplateOffer['board'] = { clusters: [], lines: [] }
/** The picture of an empty board, in board units. */
const BLANK = { x: 0, y: 0, w: 1600, h: 1000 }
/** The margin around the content of a picture, in its width. */
const MARGIN = 0.06

/** A board's clusters and lines, without texts. */
function BoardPicture({ board }: Pick<TemplateOffer, 'board'>) {
	const { clusters, lines } = board
	const { x, y, w, h } = boundsOf(board) ?? BLANK
	const margin = w * MARGIN
	const view = [x - margin, y - margin, w + 2 * margin, h + 2 * margin].join(' ')
	return (
		<svg viewBox={view} aria-hidden="true">
			{lines.map((points, index) => (
				<polyline key={index} points={points.map((point) => point.join(',')).join(' ')} strokeWidth={w / 90} />
			))}
			{clusters.map((cluster, index) => (
				<g key={index}>
					<rect x={cluster.x} y={cluster.y} width={cluster.w} height={cluster.h} rx={w / 60} strokeWidth={w / 110} />
					<rect className={styles['card']} {...cardIn(cluster, w)} />
				</g>
			))}
		</svg>
	)
}

/** A card in the corner of a cluster, which distinguishes clusters from other rectangles. */
function cardIn(cluster: { x: number; y: number; w: number; h: number }, width: number) {
	const size = Math.min(width / 9, cluster.w * 0.5)
	const inset = Math.min(width / 40, cluster.h * 0.12)
	return { x: cluster.x + inset, y: cluster.y + inset, width: size, height: Math.min(size * 0.56, cluster.h * 0.6) }
}

function boundsOf({ clusters, lines }: TemplateOffer['board']) {
	const corners = [...clusters.flatMap(({ x, y, w, h }) => [[x, y] as const, [x + w, y + h] as const]), ...lines.flat()]
	if (corners.length === 0) return null
	const [left, top] = [Math.min(...corners.map(([x]) => x)), Math.min(...corners.map(([, y]) => y))]
	return {
		x: left,
		y: top,
		w: Math.max(...corners.map(([x]) => x)) - left,
		h: Math.max(...corners.map(([, y]) => y)) - top,
	}
}

/**
 * Fetches the templates of this server; none until it has answered. Does not use react-query,
 * because the home page shows the templates.
 */
function useTemplates(): readonly TemplateOffer[] {
	const [templates, setTemplates] = useState<readonly TemplateOffer[]>([])
	useEffect(() => {
		fetchTemplates().then(
			(answer) => setTemplates(answer.templates),
			// The form works without templates.
			() => {},
		)
	}, [])
	return templates
}
