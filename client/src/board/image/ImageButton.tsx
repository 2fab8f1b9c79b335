import { useEditor } from '@tldraw/tldraw'
import { useRef } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { mayBegin, useWhyNot } from '../permits.ts'
import { ToolButton } from '../ToolButton.tsx'
import { addImages } from './addImages.ts'

/** Asks for pictures from this device; a phone offers its camera, too. */
export function ImageButton() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const field = useRef<HTMLInputElement>(null)
	const whyNot = useWhyNot('write')
	const take = () => {
		const files = [...(field.current?.files ?? [])]
		// So that the same file may be chosen again.
		if (field.current) field.current.value = ''
		void addImages(editor, { files })
	}
	return (
		<>
			<ToolButton
				label={t('image.add')}
				hint={t('image.addHint')}
				whyNot={whyNot}
				onChoose={() => mayBegin(editor, 'write') && field.current?.click()}
			>
				<Icon name="image" size={22} />
			</ToolButton>
			<input ref={field} type="file" accept="image/*" multiple hidden aria-label={t('image.choose')} onChange={take} />
		</>
	)
}
