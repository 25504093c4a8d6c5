#pragma once
#include "FaultMark.h"
#include "FileLease.h"
#include "FileSync.h"
#include "LargeHeap.h"
#include "MemoryTrim.h"
#include "Prefetch.h"
#include "WallTimer.h"
