import { type BoardContent, type CardShape, isCard, isImage, plainText } from '@charrette/shared'
import { computed, type Editor, type TLFrameShape, type TLShape, useEditor, useValue } from '@tldraw/tldraw'
import { useMemo } from 'react'
import type { Translate } from '../../i18n/texts.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useBoardContext } from '../BoardContext.ts'
import { readContent } from '../boardContent.ts'
import { boardUi } from '../boardUi.ts'
import { linkEnds, readLink } from '../link/linkGeometry.ts'

/**
 * Announces the selected shape to screen readers: a card by its kind, text, city and place. It
 * replaces tldraw's announcer, which only knows shapes outside of frames.
 */
export function SelectionAnnouncer() {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const { labels } = useBoardContext()
	const selection = useMemo(() => computed('idle selection', () => idleSelection(editor)), [editor])
	const ids = useValue(selection)
	const said = useValue('announcement', () => boardUi(editor).announcement.get(), [editor])
	// Described in every render, since an announced action may have moved the shape.
	const text = describeSelection({ editor, t, kinds: labels.kinds }, ids)
	return (
		<>
			<p className="visuallyHidden" role="status" aria-label={t('board:spoken.selection')}>
				{text}
			</p>
			<p className="visuallyHidden" role="log" aria-label={t('board:spoken.actions')}>
				{said}
			</p>
		</>
	)
}

/** Returns the ids of the selected shapes; empty while a gesture is in progress. */
function idleSelection(editor: Editor): string {
	return editor.isIn('select.idle') ? editor.getSelectedShapeIds().join(' ') : ''
}

interface Describer {
	editor: Editor
	t: Translate<['board', 'app']>
	kinds: Record<CardShape['props']['kind'], string>
}

function describeSelection(describer: Describer, ids: string): string {
	const shapes = ids.split(' ').flatMap((id) => describer.editor.getShape(id as TLShape['id']) ?? [])
	const [first, ...others] = shapes
	if (!first) return ''
	return others.length > 0 ? describer.t('board:spoken.several', { count: shapes.length }) : describe(describer, first)
}

function describe({ editor, t, kinds }: Describer, shape: TLShape): string {
	const content = readContent(editor)
	const place = describePlace(content, shape.id, t)
	if (isCard(shape)) {
		const { kind, text, city } = shape.props
		const named = { kind: kinds[kind], text: plainText(text) || t('board:list.emptyCard'), city, place }
		return t(city ? 'board:spoken.card' : 'board:spoken.cardWithoutCity', named)
	}
	if (isImage(shape)) return t('board:spoken.image', { text: shape.props.alt || t('board:image.unnamed'), place })
	if (shape.type === 'frame') {
		const { name } = (shape as TLFrameShape).props
		const count = content.cards.filter(({ cluster }) => cluster === shape.id).length
		return t('board:spoken.cluster', { title: name || t('board:cluster.untitled'), count })
	}
	if (shape.type !== 'arrow') return t('board:spoken.drawing')
	const arrow = shape as Parameters<typeof readLink>[1]
	const { from, to } = linkEnds(editor, arrow)
	const meaning = t(`board:meanings.${readLink(editor, arrow)?.meaning ?? 'relatesTo'}`)
	return t('board:spoken.link', {
		from: plainText(from?.props.text ?? ''),
		meaning,
		to: plainText(to?.props.text ?? ''),
	})
}

/** Describes the position of a card or image, such as "2 of 5 in the cluster “Streets”". */
function describePlace({ cards, images, clusters }: BoardContent, id: string, t: Describer['t']): string {
	const items = [...cards, ...images]
	const cluster = items.find((item) => item.id === id)?.cluster
	const beside = items.filter((item) => item.cluster === cluster)
	const at = { number: beside.findIndex((item) => item.id === id) + 1, total: beside.length }
	if (!cluster) return t('board:spoken.outside', at)
	const title = clusters.find((found) => found.id === cluster)?.title || t('board:cluster.untitled')
	return t('board:spoken.inside', { ...at, cluster: title })
}
