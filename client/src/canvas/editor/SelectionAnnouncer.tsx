import { type BoardContent, isCard, isImage, type NameOf, plainText, textId } from '@charrette/shared'
import { useMemo } from 'react'
import type { Translate } from '../../i18n/texts.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { type Reader, useReader } from '../../reading/useReading.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { readContent } from '../boardContent.ts'
import { boardUi } from '../boardUi.ts'
import { type Editor, useEditor } from '../engine/editor.ts'
import type { ClusterShape, Shape } from '../engine/shapes.ts'
import { computed, useValue } from '../engine/signals.ts'
import { linkEnds, readLink } from '../link/linkGeometry.ts'

/**
 * Announces the selected shape to screen readers: a card by its kind, text, city and place. It
 * replaces tldraw's announcer, which only knows shapes outside of frames.
 */
export function SelectionAnnouncer() {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const { nameOf } = useBoardContext()
	const selection = useMemo(() => computed('idle selection', () => idleSelection(editor)), [editor])
	const ids = useValue(selection)
	const said = useValue('announcement', () => boardUi(editor).notices.announcement.get(), [editor])
	// Described in every render, since an announced action may have moved the shape.
	const text = describeSelection({ editor, t, nameOf, ...useReader() }, ids)
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

interface Describer extends Reader {
	editor: Editor
	t: Translate<['board', 'app']>
	nameOf: NameOf
}

function describeSelection(describer: Describer, ids: string): string {
	const shapes = ids.split(' ').flatMap((id) => describer.editor.getShape(id as Shape['id']) ?? [])
	const [first, ...others] = shapes
	if (!first) return ''
	return others.length > 0 ? describer.t('board:spoken.several', { count: shapes.length }) : describe(describer, first)
}

function describe({ editor, t, nameOf, readText, readTitle }: Describer, shape: Shape): string {
	const content = readContent(editor)
	const place = describePlace(content, shape.id, { t, readTitle })
	if (isCard(shape)) {
		const { kind, text, city } = shape.props
		const named = {
			kind: nameOf('kind', kind),
			text: plainText(readText(shape.id, text).text) || t('board:list.emptyCard'),
			city,
			place,
		}
		return t(city ? 'board:spoken.card' : 'board:spoken.cardWithoutCity', named)
	}
	if (isImage(shape)) {
		const { text } = readText(textId(shape.id, 'alt'), shape.props.alt)
		return t('board:spoken.image', { text: text || t('board:image.unnamed'), place })
	}
	if (shape.type === 'frame') {
		const { name } = (shape as ClusterShape).props
		const count = content.cards.filter(({ cluster }) => cluster === shape.id).length
		return t('board:spoken.cluster', { title: readTitle(shape.id, name).text || t('board:cluster.untitled'), count })
	}
	if (shape.type !== 'arrow') return t('board:spoken.drawing')
	const arrow = shape as Parameters<typeof readLink>[1]
	const { from, to } = linkEnds(editor, arrow)
	const textOf = (card: typeof from) => plainText(card ? readText(card.id, card.props.text).text : '')
	const meaning = t(`board:meanings.${readLink(editor, arrow)?.meaning ?? 'relatesTo'}`)
	return t('board:spoken.link', {
		from: textOf(from),
		meaning,
		to: textOf(to),
	})
}

/** Describes the position of a card or image, such as "2 of 5 in the cluster “Streets”". */
function describePlace(
	{ cards, images, clusters }: BoardContent,
	id: string,
	{ t, readTitle }: Pick<Describer, 't' | 'readTitle'>,
): string {
	const items = [...cards, ...images]
	const cluster = items.find((item) => item.id === id)?.cluster
	const beside = items.filter((item) => item.cluster === cluster)
	const at = { number: beside.findIndex((item) => item.id === id) + 1, total: beside.length }
	if (!cluster) return t('board:spoken.outside', at)
	const written = clusters.find((found) => found.id === cluster)?.title ?? ''
	const title = readTitle(cluster, written).text || t('board:cluster.untitled')
	return t('board:spoken.inside', { ...at, cluster: title })
}
