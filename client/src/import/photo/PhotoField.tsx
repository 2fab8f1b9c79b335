import { useRef } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'

/** Takes a photo with the camera of a phone. On other devices, it opens the file chooser. */
export function PhotoField({ onChoose }: { onChoose: (photo: File) => void }) {
	const { t } = useTranslation('import')
	const field = useRef<HTMLInputElement>(null)
	return (
		<>
			<Button icon="image" onClick={() => field.current?.click()}>
				{t('photo.take')}
			</Button>
			<input
				ref={field}
				type="file"
				accept="image/*"
				capture="environment"
				hidden
				aria-label={t('photo.take')}
				onChange={({ currentTarget: input }) => {
					const [photo] = input.files ?? []
					if (photo) onChoose(photo)
					input.value = ''
				}}
			/>
		</>
	)
}
