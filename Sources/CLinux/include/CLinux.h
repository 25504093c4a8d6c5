#pragma once
#include "FaultMark.h"
#include "FileLease.h"
#include "LargeHeap.h"
#include "Prefetch.h"
#include "WallTimer.h"
