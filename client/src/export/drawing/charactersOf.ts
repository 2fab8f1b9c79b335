import { CARD_KINDS, isCard, LINK_MEANINGS, type Locale, OBSTACLE_CATEGORIES } from '@charrette/shared'
import type { Editor, TLFrameShape } from '@tldraw/tldraw'
import type { PictureWeight } from '../../board/picture/pictureFonts.ts'
import { textsIn } from '../../i18n/texts.ts'

/** What a picture is written with, by weight: all that stands on the board, its names, and `margin`, what stands beside it. */
export function charactersOf(
	editor: Editor,
	about: { locale: Locale; names: Iterable<string>; margin: string },
): Record<PictureWeight, string> {
	const { locale, names, margin } = about
	const t = textsIn(locale, 'board', 'app')
	const regular = [margin, '…', ...names, ...LINK_MEANINGS.map((meaning) => t(`meanings.${meaning}`))]
	regular.push(' · ', ...OBSTACLE_CATEGORIES.map((category) => t(`categories.${category}`)))
	regular.push(t('cluster.untitled'))
	const bold = [margin, '…']
	bold.push(...CARD_KINDS.map((kind) => t(`app:kinds.${kind}`).toLocaleUpperCase(locale)))
	for (const shape of editor.getCurrentPageShapes()) {
		if (isCard(shape)) {
			// Who came with a card from elsewhere is named in it.
			regular.push(shape.props.text, String(shape.meta['authorName'] ?? ''))
			bold.push(shape.props.city)
		} else if (shape.type === 'frame') bold.push((shape as TLFrameShape).props.name)
	}
	return { 400: distinct(regular), 700: distinct(bold) }
}

function distinct(texts: string[]): string {
	return [...new Set(texts.flatMap((text) => [...text]))].join('')
}
