import { useEditor, useValue } from '@tldraw/tldraw'
import { useEffect } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Banner } from './Banner.tsx'

/** Says that one belongs to another group now and takes one there: at once, or when the card under one's hands is finished. */
export function MoveBanner({ group, onGo }: { group: string; onGo: () => void }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const isWriting = useValue('is writing', () => editor.getEditingShapeId() !== null, [editor])
	useEffect(() => {
		if (!isWriting) onGo()
	}, [isWriting, onGo])
	if (!isWriting) return null
	return (
		<Banner icon="move">
			{t('notice.movingSoon', { group })}
			<Button size="small" onClick={() => editor.setEditingShape(null)}>
				{t('notice.goNow')}
			</Button>
		</Banner>
	)
}
