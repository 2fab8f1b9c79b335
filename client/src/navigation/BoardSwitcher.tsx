import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { useLazyDialog } from '../ui/useLazyDialog.tsx'
import { useBoardPlace } from './BoardPlace.ts'

const PICKER = {
	load: async () => (await fetchChunkOnce(() => import('./BoardPicker.tsx'))).BoardPicker,
	texts: 'board',
	isPrefetched: true,
} as const

/** A button that opens the boards of the workshop. */
export function BoardSwitcher() {
	const { workshop } = useBoardPlace()
	return workshop.sessions.flatMap(({ boards }) => boards).length < 2 ? null : <SwitchButton />
}

function SwitchButton() {
	const { t } = useTranslation('board')
	const { open, dialog } = useLazyDialog(PICKER, {})
	return (
		<>
			<Button
				icon="chevronDown"
				iconOnly
				size="small"
				variant="quiet"
				aria-label={t('walk.switch')}
				title={t('walk.switch')}
				onClick={open}
			/>
			{dialog}
		</>
	)
}
