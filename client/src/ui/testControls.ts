import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// Controls are rendered as in development, where effects run twice. On a busy machine, what a test
// waits for takes longer than the second that is usual.
configure({ reactStrictMode: true, asyncUtilTimeout: 20_000 })

// Each test starts with an empty page.
afterEach(cleanup)
