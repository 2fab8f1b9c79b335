import { isCard, plainText } from '@charrette/shared'
import { type Editor, type TLShapeId, useEditor, useValue } from '@tldraw/tldraw'
import { useMemo } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { CardPicker, linkableCards } from '../../workshop/CardPicker.tsx'
import { readContent } from '../boardContent.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls, useRegisterOpenMenu } from '../CanvasControls.tsx'
import { linkCards } from '../card/addLinkedCard.ts'
import { canStart } from '../permissions.ts'

/** Links the selected card to a card that the person chooses in a dialog, without a pointer. */
export function LinkCardDialog() {
	const editor = useEditor()
	const from = useValue('link from', () => boardUi(editor).linkFrom.get(), [editor])
	return from && <Picker from={from} />
}

/** Opens the dialog for a card if this person can link cards now. */
export function openLinkDialog(editor: Editor, card: TLShapeId): void {
	if (canStart(editor, 'link')) boardUi(editor).linkFrom.set(card)
}

function Picker({ from }: { from: TLShapeId }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const content = useMemo(() => readContent(editor), [editor])
	useRegisterOpenMenu('link to a card')
	const card = content.cards.find(({ id }) => id === from)
	const close = () => {
		boardUi(editor).linkFrom.set(null)
		editor.getContainer().focus()
	}
	const onPick = (id: string) => {
		const other = content.cards.find((found) => found.id === id)
		close()
		const [first, second] = [editor.getShape(from), editor.getShape(id as TLShapeId)]
		if (!card || !other || !first || !second || !isCard(first) || !isCard(second)) return
		linkCards(editor, first, second)
		const texts = { from: plainText(card.text), to: plainText(other.text) }
		boardUi(editor).announcement.set(t('spoken.linked', texts))
	}
	return (
		<CanvasControls>
			{card && <CardPicker card={card} others={linkableCards(card, content)} onPick={onPick} onClose={close} />}
		</CanvasControls>
	)
}
