import { type Card, isCard, plainText } from '@charrette/shared'
import { useMemo } from 'react'
import { CardPicker, linkableCards } from '../../boardParts/search/CardPicker.tsx'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useReader } from '../../reading/useReading.tsx'
import { readContent } from '../boardContent.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls, useRegisterOpenMenu } from '../CanvasControls.tsx'
import { linkCards } from '../card/addLinkedCard.ts'
import { type Editor, useEditor } from '../engine/editor.ts'
import type { ShapeId } from '../engine/shapes.ts'
import { useValue } from '../engine/signals.ts'
import { canStart } from '../permissions.ts'

/** Links the selected card to a card that the person chooses in a dialog, without a pointer. */
export function LinkCardDialog() {
	const editor = useEditor()
	const from = useValue('link from', () => boardUi(editor).links.from.get(), [editor])
	return from && <Picker from={from} />
}

/** Opens the dialog for a card if this person can link cards now. */
export function openLinkDialog(editor: Editor, card: ShapeId): void {
	if (canStart(editor, 'link')) boardUi(editor).links.from.set(card)
}

function Picker({ from }: { from: ShapeId }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { readText } = useReader()
	const content = useMemo(() => readContent(editor), [editor])
	useRegisterOpenMenu('link to a card')
	const card = content.cards.find(({ id }) => id === from)
	const close = () => {
		boardUi(editor).links.from.set(null)
		editor.getContainer().focus()
	}
	const onPick = (id: string) => {
		const other = content.cards.find((found) => found.id === id)
		close()
		const [first, second] = [editor.getShape(from), editor.getShape(id as ShapeId)]
		if (!card || !other || !first || !second || !isCard(first) || !isCard(second)) return
		linkCards(editor, first, second)
		const textOf = ({ id: of, text }: Card) => plainText(readText(of, text).text)
		const texts = { from: textOf(card), to: textOf(other) }
		boardUi(editor).notices.announcement.set(t('spoken.linked', texts))
	}
	return (
		<CanvasControls>
			{card && <CardPicker card={card} others={linkableCards(card, content)} onPick={onPick} onClose={close} />}
		</CanvasControls>
	)
}
